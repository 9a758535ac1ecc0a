package io.github.windsock.internal.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import io.github.windsock.Payload;
import io.github.windsock.internal.script.ScriptStep.CloseStep;
import io.github.windsock.internal.script.ScriptStep.ExpectClose;
import io.github.windsock.internal.script.ScriptStep.ExpectMessage;
import io.github.windsock.internal.script.ScriptStep.ExpectPing;
import io.github.windsock.internal.script.ScriptStep.SendMessage;
import io.github.windsock.internal.script.ScriptStep.SendPing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

/** Files that hold a conversation: what they mean, and what is said of those that are wrong. */
class ScriptReaderTests {
    private static final Path ERRORS = Path.of("src/test/resources/io/github/windsock/internal/script/errors.txt");

    private static List<ScriptStep> read(String text) {
        return ScriptReader.read("login.wsc", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void each_line_is_a_step() {
        assertEquals(
                "script().expect(text(\"login\"))"
                        + ".expect(textMatching(\"add (?<a>\\\\d+)\"))"
                        + ".expect(textContaining(\"#\"))"
                        + ".expect(bytes(new byte[] {0, -1, 16}))"
                        + ".expect(anyMessage()).expect(anyText()).expect(anyBinary())"
                        + ".expectPing().expectPing(Payload.ofText(\"p\"))"
                        + ".send(\"{\\\"a\\\": 'b'}\\n\").send(new byte[] {1}).send(template(\"${a}\"))"
                        + ".ping().ping(Payload.of(new byte[] {-1}))"
                        + ".pause(ofMillis(50)).fault(bad/rsv?bit=1)"
                        + ".repeat(3, script().expect(text(\"x\")))"
                        + ".either(script().expect(text(\"y\")), script().expect(text(\"z\")).send(\"é再\"))"
                        + ".anyOrder(script().expect(text(\"1\")), script().expect(text(\"2\")))"
                        + ".close(3005, \"bye\")",
                ScriptStep.script(read("""
                    \ufeff# A comment, and an empty line.

                    expect "login"   # who it is
                    expect matching "add (?<a>\\\\d+)"
                    expect containing "#"
                    expect bytes 00ff10
                    expect any
                    expect any text
                    expect any bytes
                    expect ping
                    expect ping 'p'
                    send '{"a": \\'b\\'}\\n'
                    send bytes 01
                    send template "${a}"
                    ping
                    ping bytes ff
                    pause 50ms
                    fault bad/rsv?bit=1 # as its URL says it
                    repeat 3
                      expect "x"
                    end
                    either
                      expect "y"
                    or
                    \texpect "z"
                    \tsend "\\u00e9再"
                    end
                    any order
                      expect "1"
                    and
                      expect "2"
                    end
                    close 3005 "bye"
                    """)));
    }

    @Test
    void each_end_can_be_said() {
        assertEquals("script().close()", ScriptStep.script(read("close")));
        assertEquals("script().close(1000, \"\")", ScriptStep.script(read("close 1000\r\n")));
        assertEquals("script().drop()", ScriptStep.script(read("drop")));
        assertEquals("script().reset()", ScriptStep.script(read("reset")));
        assertEquals("script().expectClose()", ScriptStep.script(read("expect close")));
        assertEquals("script().expectClose(1005, \"\")", ScriptStep.script(read("expect close empty")));
        assertEquals("script().expectClose(1001, \"\")", ScriptStep.script(read("expect close 1001")));
        assertEquals("script().repeat(script().expectPing())", ScriptStep.script(read("repeat\nexpect ping\nend")));
    }

    /** The file has for each case its name, the lines, and the message. {@code -Dwindsock.golden=write} writes the messages. */
    @Test
    void what_is_wrong_is_told_with_its_place_and_what_would_be_right() throws IOException {
        String golden = Files.readString(ERRORS);
        StringBuilder now = new StringBuilder();
        for (String one : golden.split("(?m)^== ")) {
            if (one.isEmpty()) {
                continue;
            }
            int body = one.indexOf('\n') + 1;
            int end = one.indexOf("\n--\n") < 0 ? one.stripTrailing().length() : one.indexOf("\n--\n");
            String text = one.substring(body, end);
            now.append("== ")
                    .append(one, 0, body)
                    .append(text)
                    .append("\n--\n")
                    .append(problem(text))
                    .append("\n\n");
        }
        if ("write".equals(System.getProperty("windsock.golden"))) {
            Files.writeString(ERRORS, now);
        }
        assertEquals(golden, now.toString(), "run this test with -Dwindsock.golden=write, and read what changed");
    }

    private static String problem(String text) {
        return assertThrows(ScriptFileProblem.class, () -> read(text), text).getMessage();
    }

    @Test
    void what_is_not_utf_8_is_told_with_its_place() {
        byte[] latin = "send \"a\"\nsend \"caf\u00e9\"".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(
                """
                login.wsc:2:10: the file is not in UTF-8 from here on; save it as UTF-8
                  2 | send "caf
                               ^\
                """,
                assertThrows(ScriptFileProblem.class, () -> ScriptReader.read("login.wsc", latin))
                        .getMessage());
    }

    @Property(tries = 500)
    void what_is_written_is_read_as_the_same(
            @ForAll @CharRange(from = '\0', to = '\ud7ff') @Chars({'"', '\'', '\\', '#', '\n'}) String text,
            @ForAll byte[] bytes) {
        Message message = Message.text(text);
        Message binary = Message.binary(bytes);
        Payload payload = Payload.of(bytes.length > 125 ? new byte[125] : bytes);
        CloseStatus status = new CloseStatus(3005, text.length() > 20 ? "" : text);
        String lines = String.join(
                "\n",
                ScriptWriter.expect(message),
                ScriptWriter.expect(binary),
                ScriptWriter.send(message),
                ScriptWriter.send(binary),
                ScriptWriter.expectPing(payload),
                ScriptWriter.ping(payload));
        List<ScriptStep> steps = List.of(
                new ExpectMessage(MessageMatcher.equalTo(message)),
                new ExpectMessage(MessageMatcher.equalTo(binary)),
                new SendMessage(message),
                new SendMessage(binary),
                new ExpectPing(payload.size() == 0 ? null : payload),
                new SendPing(payload));

        assertEquals(steps, read(lines));
        assertEquals(List.of(new CloseStep(status)), read(ScriptWriter.close(status)));
        assertEquals(List.of(new ExpectClose(status)), read(ScriptWriter.expectClose(status)));
    }
}
