package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.dropConnection;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.parse;
import static io.github.windsock.server.Behaviors.script;
import static io.github.windsock.server.Faults.invalidUtf8;
import static io.github.windsock.server.Faults.stopReading;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Faults as steps of scripts, in Java and in files. */
class ScriptFaultTests {
    @TempDir
    Path folder;

    private static String refusal(Executable code) {
        return assertThrows(IllegalArgumentException.class, code).getMessage();
    }

    @Test
    void are_played_in_their_turn() {
        Behavior faulty = script().expect("a").fault(invalidUtf8()).expect("b").fault(stopReading());
        String java = "script().expect(text(\"a\")).fault(invalidUtf8()).expect(text(\"b\")).fault(stopReading())";
        assertEquals(java, faulty.toString());
        MemoryOutput output = MemoryOutput.fast().open(faulty);
        output.receive("a");
        assertEquals(List.of("fault  invalidUtf8() 81 02 c3 28"), output.deeds);
        output.receive("b");
        assertEquals(List.of("fault  invalidUtf8() 81 02 c3 28", "STOP_READING " + java), output.deeds);
        assertTrue(output.scripts.areOver());
    }

    @Test
    void that_end_the_connection_let_nothing_follow() {
        String message = " could never happen: fault(dropConnection()) before it ends the connection; leave one of"
                + " them out";
        assertEquals(
                "send(\"a\")" + message,
                refusal(() -> script().fault(dropConnection()).send("a")));
        assertEquals(
                "echo()" + message,
                refusal(() -> script().fault(dropConnection()).then(echo())));
    }

    @Test
    void stand_in_files_as_urls_say_them() throws IOException {
        Files.writeString(folder.resolve("fault.wsc"), "expect \"a\"\nfault bad/opcode?opcode=3\nfault drop\n");
        MemoryOutput output = MemoryOutput.fast().open(parse("script?file=fault.wsc", folder));
        output.receive("a");

        assertEquals(
                List.of("fault  unknownOpcode(3) 83 05 48 65 6c 6c 6f", "drop parse(\"script?file=fault.wsc\")"),
                output.deeds);
    }

    @Test
    void of_other_kinds_are_refused() throws IOException {
        Map<String, String> wrong = Map.of(
                "bad/utf", "there is no behavior \"bad/utf\"; did you mean \"bad/utf8\"?",
                "bad/opcode?opcode=1", "bad/opcode: opcode \"1\" is not a reserved opcode; use 3-7 or 11-15",
                "echo", "\"echo\" is not a fault of an open connection; an example is bad/utf8",
                "bad/accept", "\"bad/accept\" is not a fault of an open connection; an example is bad/utf8",
                "script?file=login.wsc",
                        "\"script?file=login.wsc\" is not a fault of an open connection; an example is bad/utf8");
        for (Map.Entry<String, String> each : wrong.entrySet()) {
            Files.writeString(folder.resolve("fault.wsc"), "fault " + each.getKey());

            assertEquals(
                    "fault.wsc:1:7: " + each.getValue() + "\n  1 | fault " + each.getKey() + "\n            ^",
                    refusal(() -> parse("script?file=fault.wsc", folder)));
        }
    }
}
