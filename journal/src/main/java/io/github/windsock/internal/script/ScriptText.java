package io.github.windsock.internal.script;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a script file.
 *
 * @param file the name of the file, for messages
 * @param texts its lines, at least one
 */
record ScriptText(String file, List<String> texts) {

    /**
     * Decodes a file.
     *
     * @throws ScriptFileProblem if it is not in UTF-8
     */
    static ScriptText of(String file, byte[] bytes) {
        return new ScriptText(file, List.of(decode(file, bytes).split("\r?\n", -1)));
    }

    private static String decode(String file, byte[] bytes) {
        CharBuffer out = CharBuffer.allocate(bytes.length);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            String line = text.substring(text.lastIndexOf('\n') + 1);
            int number = (int) text.chars().filter(each -> each == '\n').count() + 1;
            throw new ScriptFileProblem(
                    file, number, line.length() + 1, "the file is not in UTF-8 from here on; save it as UTF-8", line);
        }
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /** Returns its lines, without empty ones and comments. */
    List<ScriptLine> lines() {
        List<ScriptLine> lines = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            lines.add(new ScriptLine(file, i + 1, texts.get(i)));
        }
        lines.removeIf(ScriptLine::isEmpty);
        return lines;
    }

    /** Returns the problem that there is no step in it. */
    ScriptFileProblem withoutStep() {
        return new ScriptFileProblem(
                file, 1, 1, "there is no step in it; write one, such as expect \"login\", on each line", texts.get(0));
    }
}
