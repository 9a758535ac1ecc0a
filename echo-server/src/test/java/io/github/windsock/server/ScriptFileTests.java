package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.parse;
import static io.github.windsock.server.Behaviors.script;
import static io.github.windsock.server.Behaviors.template;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.Matchers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts in files: where they are found, and where they are not. */
class ScriptFileTests {
    @TempDir
    Path folder;

    private static String refusal(org.junit.jupiter.api.function.Executable code) {
        return assertThrows(IllegalArgumentException.class, code).getMessage();
    }

    @Test
    void are_found_on_the_class_path_and_beside_a_class() {
        Behavior behavior = parse("script?file=login.wsc");

        assertEquals("parse(\"script?file=login.wsc\")", behavior.toString());
        assertEquals("script?file=login.wsc", behavior.toUrl());
        assertEquals(behavior, parse("/script?file=login.wsc", ScriptFileTests.class));
        assertEquals(
                "parse(\"script?file=hello.wsc\").then(echo())",
                parse("script?file=hello.wsc&then=echo", ScriptFileTests.class).toString());
    }

    @Test
    void do_what_the_same_java_does() {
        MemoryOutput file = MemoryOutput.fast().open(parse("script?file=login.wsc"));
        MemoryOutput java = MemoryOutput.fast()
                .open(script().expect(Matchers.textMatching("login (?<name>.+)"))
                        .send(template("welcome, ${name}"))
                        .close(3005, "bye"));
        for (MemoryOutput each : List.of(file, java)) {
            each.receive("login Ada");
            assertEquals(List.of("send text \"welcome, Ada\"", "close 3005 \"bye\""), each.deeds);
        }
    }

    @Test
    void that_are_missing_say_where_to_put_them() {
        assertEquals(
                "script: there is no file \"logn.wsc\" on the class path; put it into"
                        + " src/test/resources/io/github/windsock/server",
                refusal(() -> parse("script?file=logn.wsc", ScriptFileTests.class)));
        assertEquals(
                "script: there is no file \"logn.wsc\" on the class path; put it into src/test/resources",
                refusal(() -> parse("script?file=logn.wsc")));
        assertEquals(
                "script: \"junit-platform.properties\" is not the name of a script; it ends with .wsc",
                refusal(() -> parse("script?file=junit-platform.properties")));
        assertEquals("script: file is missing; an example is script?file=login.wsc", refusal(() -> parse("script")));
    }

    @Test
    void are_read_from_a_folder_and_from_nowhere_else() throws IOException {
        Path scripts = Files.createDirectories(folder.resolve("scripts/inner"));
        Files.writeString(scripts.resolve("a.wsc"), "expect \"a\"\n");
        Files.writeString(folder.resolve("secret.wsc"), "send \"secret\"\n");
        Files.createSymbolicLink(folder.resolve("scripts/link.wsc"), folder.resolve("secret.wsc"));
        Path in = folder.resolve("scripts");

        assertEquals(
                "parse(\"script?file=inner/a.wsc\")",
                parse("script?file=inner/a.wsc", in).toString());
        for (String outside : List.of(
                "../secret.wsc",
                "inner/../../secret.wsc",
                "..%2Fsecret.wsc",
                "link.wsc",
                folder.resolve("secret.wsc").toString(),
                "a%00.wsc",
                "inner.wsc",
                ".wsc")) {
            String message = refusal(() -> parse("script?file=" + outside, in));
            assertEquals("in the folder of scripts", message.substring(message.length() - 24), outside);
        }
    }

    @Test
    void in_a_folder_that_is_not_there_or_cannot_be_read_say_so() throws IOException {
        Path loop = folder.resolve("loop");
        Files.createSymbolicLink(loop, loop);

        assertEquals(
                "script: there is no file \"a.wsc\" in the folder of scripts",
                refusal(() -> parse("script?file=a.wsc", folder.resolve("none"))));
        assertEquals("script: the file \"a.wsc\" cannot be read", refusal(() -> parse("script?file=a.wsc", loop)));
    }

    @Test
    void that_are_wrong_say_where() throws IOException {
        Files.writeString(folder.resolve("login.wsc"), "expect \"a\"\nsend welcome\n");

        assertEquals("""
            login.wsc:2:6: what is sent is a text in quotes, or bytes 00ff, or template ".."; an example is send "welcome"
              2 | send welcome
                       ^\
            """, refusal(() -> parse("script?file=login.wsc", folder)));
    }

    @Test
    void with_a_name_that_nobody_finds_are_refused() throws IOException {
        Files.writeString(folder.resolve("a.wsc"), """
            either
              expect matching "login (?<who>.+)"
              send template "hello ${who} ${n}"
            or
              expect "quit"
              send template "bye ${who}"
            end
            """);

        assertEquals(
                "a.wsc:6:17: template(\"bye ${who}\") uses ${who}, which this step of a script does not know; it knows"
                        + " ${message}, ${n}. Write $${who} for the literal text\n"
                        + "  6 |   send template \"bye ${who}\"\n"
                        + "                      ^",
                refusal(() -> parse("script?file=a.wsc", folder)));
    }

    /** Whoever appends each step to a copy of those before never ends here. */
    @Test
    void with_very_many_steps_are_read() throws IOException {
        Files.writeString(folder.resolve("a.wsc"), "send \"x\"\n".repeat(300_000));

        assertEquals(
                "parse(\"script?file=a.wsc\")",
                parse("script?file=a.wsc", folder).toString());
    }

    @Test
    void that_are_too_large_are_refused() throws IOException {
        try (FileChannel file =
                FileChannel.open(folder.resolve("a.wsc"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[1]), 16 << 20);
        }

        assertEquals(
                "script: the file \"a.wsc\" is larger than 16 MiB, the limit; split it",
                refusal(() -> parse("script?file=a.wsc", folder)));
    }
}
