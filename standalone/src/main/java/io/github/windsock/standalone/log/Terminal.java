package io.github.windsock.standalone.log;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Locale;
import java.util.Map;

/**
 * A stream of lines for people. Characters that its charset lacks are replaced: arrows by ASCII, letters by Java
 * escapes. Lines of several threads do not mix.
 */
public final class Terminal {
    private static final Map<String, String> PLAIN =
            Map.of("➜", ">", "→", "->", "←", "<-", "⇠", "<-", "⇢", "->", "✕", "x", "·", "-", "…", "...");

    private final OutputStream out;
    private final Charset charset;
    private final CharsetEncoder encoder;
    private final boolean color;
    private boolean isOver; // guarded by this
    private String failure = ""; // guarded by this

    public Terminal(OutputStream out, Charset charset, boolean color) {
        this.out = out;
        this.charset = charset;
        this.encoder = charset.newEncoder();
        this.color = color;
    }

    /** Returns a terminal on the same stream, with or without colors. */
    public Terminal withColor(boolean wanted) {
        return new Terminal(out, charset, wanted);
    }

    public boolean hasColor() {
        return color;
    }

    public Charset charset() {
        return charset;
    }

    /**
     * Writes a line; does nothing once the reader has left, such as {@code | head}. After any other failure, such as a
     * full disk, the next line is tried again.
     *
     * @param line the line; text from outside must be escaped
     */
    public synchronized void line(String line) {
        if (isOver) {
            return;
        }
        try {
            out.write((encodable(line) + "\n").getBytes(charset));
            out.flush();
        } catch (IOException e) {
            isOver = String.valueOf(e.getMessage()).contains("ipe"); // "Broken pipe", or what Windows calls it
            failure = isOver ? "" : String.valueOf(e.getMessage());
        }
    }

    /** Returns why the last line that failed was not written; empty if none failed, or the reader has left. */
    public synchronized String failure() {
        return failure;
    }

    /** Returns a writer whose text is written here on each flush. */
    public PrintWriter writer() {
        return new PrintWriter(new StringWriter() {
            @Override
            public void flush() {
                String written = toString();
                getBuffer().setLength(0);
                if (!written.isEmpty()) {
                    line(written.endsWith("\n") ? written.substring(0, written.length() - 1) : written);
                }
            }
        });
    }

    private String encodable(String line) {
        if (encoder.canEncode(line)) {
            return line;
        }
        StringBuilder shown = new StringBuilder();
        line.codePoints().mapToObj(Character::toString).forEach(one -> shown.append(encodableOne(one)));
        return shown.toString();
    }

    private String encodableOne(String one) {
        if (encoder.canEncode(one)) {
            return one;
        }
        String plain = PLAIN.get(one);
        if (plain != null) {
            return plain;
        }
        StringBuilder escaped = new StringBuilder();
        one.chars().forEach(unit -> escaped.append(String.format(Locale.ROOT, "\\u%04x", unit)));
        return escaped.toString();
    }
}
