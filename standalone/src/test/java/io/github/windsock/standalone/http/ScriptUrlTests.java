package io.github.windsock.standalone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.standalone.ForeignClients;
import io.github.windsock.standalone.ForeignClients.ClientRun;
import io.github.windsock.standalone.RawHttpClient;
import io.github.windsock.standalone.TestProgram;
import io.github.windsock.standalone.cli.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that URLs name, in the folder of {@code --scripts} and nowhere else. */
class ScriptUrlTests {
    private static final String NONE = "script: this server has no folder of scripts. Start it with --scripts and the"
            + " folder that has the file.";

    @TempDir
    private Path home;

    private Path folder;

    @BeforeEach
    void write() throws IOException {
        folder = Files.createDirectories(home.resolve("scripts/inner")).getParent();
        Files.writeString(folder.resolve("hello.wsc"), """
            expect "hello WebSocket"
            send "welcome"
            close 3005 "bye"
            """);
        Files.writeString(folder.resolve("inner/finite.wsc"), "send 'first'\n");
        Files.writeString(folder.resolve("login.wsc"), "expect 'login'\nclose 3005\n");
        Files.writeString(folder.resolve("wrong.wsc"), "expect 'a'\nsned 'b'\n");
        Files.writeString(home.resolve("secret.wsc"), "send 'secret'\n");
    }

    private Service serve() {
        return new TestProgram().serve("--port", "0", "--quiet", "--scripts", folder.toString());
    }

    private static String answer(Service service, String target) throws IOException {
        String answer = RawHttpClient.attempt(service.port(), target);
        String status = answer.lines().findFirst().orElse("").replace("HTTP/1.1 ", "");
        return status + ": " + answer.substring(answer.indexOf("\r\n\r\n") + 4).strip();
    }

    @Test
    void are_played_alone_and_in_a_chain() throws Exception {
        try (Service service = serve()) {
            String url = "ws://localhost:" + service.port();

            assertEquals(
                    List.of(
                            "open; text welcome; close 3005 bye",
                            "open; text first; close 3005 bye",
                            "open; close 1011 the script stopped at step 1"),
                    ForeignClients.jdk(List.of(
                            new ClientRun(url + "/script?file=hello.wsc", -1, false),
                            new ClientRun(
                                    url + "/script?file=inner/finite.wsc&then=close&code=3005&reason=bye", -1, false),
                            new ClientRun(url + "/script?file=login.wsc", -1, false))));
        }
    }

    @Test
    void are_read_again_for_each_connection() throws Exception {
        try (Service service = serve()) {
            Files.writeString(folder.resolve("new.wsc"), "close 3001\n");
            ClientRun run = new ClientRun("ws://localhost:" + service.port() + "/script?file=new.wsc", -1, false);
            assertEquals(List.of("open; close 3001"), ForeignClients.jdk(List.of(run)));
            Files.writeString(folder.resolve("new.wsc"), "close 3002\n");

            assertEquals(List.of("open; close 3002"), ForeignClients.jdk(List.of(run)));
        }
    }

    @Test
    void that_are_outside_of_the_folder_are_not_there() throws IOException {
        Files.createSymbolicLink(folder.resolve("link.wsc"), home.resolve("secret.wsc"));
        try (Service service = serve()) {
            for (String outside : List.of(
                    "../secret.wsc",
                    "inner/../../secret.wsc",
                    "link.wsc",
                    home.resolve("secret.wsc").toString(),
                    "no.wsc")) {
                assertEquals(
                        "400 Bad Request: script: there is no file \"" + outside + "\" in the folder of scripts",
                        answer(service, "/script?file=" + outside));
            }
            assertEquals(
                    "400 Bad Request: script: there is no file \"../secret.wsc\" in the folder of scripts",
                    answer(service, "/%73cript?file=%2e%2e%2Fsecret.wsc"));
        }
    }

    @Test
    void are_not_for_pages_of_other_sites() throws IOException {
        try (Service service = serve()) {
            String answer =
                    RawHttpClient.attempt(service.port(), "/script?file=hello.wsc", "Origin: https://example.org");

            assertEquals("HTTP/1.1 403 Forbidden", answer.lines().findFirst().orElse(""));
        }
    }

    @Test
    void that_are_wrong_say_where() throws IOException {
        try (Service service = serve()) {
            assertEquals(
                    "400 Bad Request: wrong.wsc:2:1: \"sned\" is not a step; did you mean \"send\"?",
                    answer(service, "/script?file=wrong.wsc"));
            assertEquals(
                    "400 Bad Request: script: file is missing; an example is script?file=login.wsc",
                    answer(service, "/script"));
        }
    }

    @Test
    void are_none_without_the_option() throws IOException {
        try (Service service = new TestProgram().serve("--port", "0", "--quiet")) {
            for (String target : List.of("/script?file=hello.wsc", "/send?text=a&then=script&file=hello.wsc")) {
                assertEquals("400 Bad Request: " + NONE, answer(service, target));
            }
        }
    }
}
