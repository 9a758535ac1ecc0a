package io.github.windsock.standalone.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalTests {

    @Test
    void says_no_more_when_its_reader_has_left() {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(leftAfter(2, read), StandardCharsets.UTF_8, false);

        for (String line : "one two three four".split(" ")) {
            terminal.line(line);
        }

        assertEquals("one\ntwo\n", read.toString(StandardCharsets.UTF_8));
    }

    /** Such as a disk that was full for a while. */
    @Test
    void says_the_next_line_after_one_that_could_not_be_written() {
        ByteArrayOutputStream disk = new ByteArrayOutputStream();
        boolean[] full = {false};
        Terminal terminal = new Terminal(
                new OutputStream() {
                    @Override
                    public void write(int unit) throws IOException {
                        if (full[0]) {
                            throw new IOException("No space left on device");
                        }
                        disk.write(unit);
                    }
                },
                StandardCharsets.UTF_8,
                false);

        terminal.line("one");
        full[0] = true;
        terminal.line("two");
        full[0] = false;
        terminal.line("three");

        assertEquals("one\nthree\n", disk.toString(StandardCharsets.UTF_8));
        assertEquals("No space left on device", terminal.failure());
    }

    /** A pipe whose reader takes some lines, then leaves, and is missed once. */
    private static OutputStream leftAfter(int lines, OutputStream reader) {
        return new OutputStream() {
            private int left = lines;

            @Override
            public void write(int unit) throws IOException {
                write(new byte[] {(byte) unit}, 0, 1);
            }

            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                if (left-- == 0) {
                    throw new IOException("Broken pipe");
                }
                reader.write(from, offset, length);
            }
        };
    }

    @Test
    void writes_what_its_charset_lacks_as_something_it_has() {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();

        new Terminal(shown, StandardCharsets.US_ASCII, false).line("➜ → ← · … 我 😀");

        assertEquals("> -> <- - ... \\u6211 \\ud83d\\ude00\n", shown.toString(StandardCharsets.US_ASCII));
    }
}
