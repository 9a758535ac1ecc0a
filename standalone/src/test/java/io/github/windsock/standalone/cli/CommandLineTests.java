package io.github.windsock.standalone.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.internal.text.Columns;
import io.github.windsock.standalone.TestProgram;
import java.net.BindException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTests {
    private final TestProgram program = new TestProgram();

    @Nested
    class misuse {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                --prot 3            | There is no option --prot. Did you mean --port?
                --prot=3            | There is no option --prot. Did you mean --port?
                --alow-origin x     | There is no option --alow-origin. Did you mean --allow-origin?
                --xyzzy             | There is no option --xyzzy.
                serv                | There is no command serv. Did you mean serve?
                redy                | There is no command redy. Did you mean ready?
                --port              | --port needs a value: N
                --port x            | --port cannot be "x": write a port from 1 to 65535, or 0 for a free one
                --max-message 3x    | --max-message cannot be "3x": write a number of bytes from 1 to 2147483639, such as 500, 64k or 1m
                --max-connections 0 | --max-connections cannot be "0": write a number from 1 to 1000000
                --idle-timeout 5    | --idle-timeout cannot be "5": write a time with its unit, such as 500ms, 3s, 2m or 1h
                --max-life soon     | --max-life cannot be "soon": write a time with its unit, such as 500ms, 3s, 2m or 1h
                --exit-after 3      | --exit-after cannot be "3": write a time with its unit, such as 500ms, 3s, 2m or 1h
                --any-path 403      | --any-path cannot be "403": write 404 or echo
                --scripts no/folder | --scripts cannot be "no/folder": there is no such folder
                --log xml           | `--log cannot be "xml": write one of text|json`
                --port 1 --port 2   | --port is given twice; give it once.
                --quiet=maybe       | --quiet cannot be "maybe": write true or false
                --port 1 serve      | --port has no effect before the command serve; write it after the command
                --tls-cert a.pem    | --tls-cert and --tls-key must be used together.
                --tls-keystore no   | There is no file no.
                --host no.invalid   | host no.invalid is not known. Leave it out to listen on the loopback addresses.
                --allow-origin http://a/ | --allow-origin cannot be "http://a/": write null, or a scheme, a host and a port as browsers send them, such as https://example.org
                --allow-origin a.b  | --allow-origin cannot be "a.b": write null, or a scheme, a host and a port as browsers send them, such as https://example.org
                --allow-host a:80   | --allow-host cannot be "a:80": write a host as in the Host header, without a port, such as echo.example or [::1]
                --allow-host ::1    | --allow-host cannot be "::1": write a host as in the Host header, without a port, such as echo.example or [::1]
                --port 70000        | --port cannot be "70000": write a port from 1 to 65535, or 0 for a free one
                --max-message 0     | --max-message cannot be "0": write a number of bytes from 1 to 2147483639, such as 500, 64k or 1m
                """)
        void is_explained_with_exit_code_2(String arguments, String complaint) {
            int exit = program.run(arguments.split(" +"));

            assertEquals(complaint, program.err().lines().findFirst().orElse(""));
            assertEquals(2, exit);
            assertEquals("", program.out());
        }

        @Test
        void of_a_variable_names_the_variable() {
            program.environment.put("ECHO_PORT", "y");

            assertEquals(2, program.run());
            assertEquals(
                    "ECHO_PORT cannot be \"y\": write a port from 1 to 65535, or 0 for a free one\nMore: echo-server --help\n",
                    program.err());
        }

        @Test
        void of_a_switch_in_a_variable_says_what_to_write() {
            program.environment.put("ECHO_QUIET", "maybe");

            assertEquals(2, program.run());
            assertEquals(
                    "ECHO_QUIET cannot be \"maybe\": write true or false",
                    program.err().lines().findFirst().orElse(""));
        }

        @Test
        void is_explained_in_chinese_too() {
            TestProgram chinese = new TestProgram("zh", StandardCharsets.UTF_8);

            assertEquals(2, chinese.run("--prot", "3"));
            assertEquals("没有选项 --prot。 是不是 --port？\n详见：echo-server --help\n", chinese.err());
        }

        @Test
        void cannot_reach_the_terminal_with_an_escape() {
            program.run("--\u001b[31mred");

            assertEquals(
                    "There is no option --\\u001b[31mred.",
                    program.err().lines().findFirst().orElse(""));
        }
    }

    @Nested
    class help {

        @Test
        void lists_commands_options_and_variables() {
            assertEquals(0, program.run("--help"));

            assertAll(
                    () -> assertTrue(program.out().contains("Usage: echo-server [command] [options]"), program.out()),
                    () -> assertTrue(program.out().contains("--print-url"), program.out()),
                    () -> assertTrue(
                            program.out().contains("Each option is also an environment variable: ECHO_PORT"),
                            program.out()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"en", "zh"})
        void fits_a_hundred_columns(String language) {
            TestProgram other = new TestProgram(language, StandardCharsets.UTF_8);
            other.run("--help");

            assertTrue(other.out().lines().allMatch(line -> Columns.of(line) <= 100), other.out());
        }
    }

    @Nested
    class commands {

        @Test
        void behaviors_lists_the_paths() {
            assertEquals(0, program.run("behaviors"));
            assertTrue(program.out().contains("/echo"), program.out());
        }

        @Test
        void behaviors_speaks_json() {
            assertEquals(0, program.run("behaviors", "--json"));
            assertTrue(program.out().startsWith("{\"behaviors\":[{\"path\":\"/echo\",\"summary\":"), program.out());
        }

        @Test
        void help_is_a_command_too() {
            assertEquals(0, program.run("help"));
            String ofAll = program.out();
            assertEquals(0, program.run("help", "ready"));

            assertTrue(ofAll.contains("Usage: echo-server [command] [options]"), ofAll);
            assertTrue(program.out().substring(ofAll.length()).contains("Usage: echo-server ready"), program.out());
        }

        @Test
        void completion_knows_the_options() {
            assertEquals(0, program.run("completion", "zsh"));
            assertTrue(program.out().contains("--max-message"));
            assertTrue(program.out().startsWith("autoload"));
        }

        @Test
        void ready_says_no_when_nobody_listens() {
            assertEquals(1, program.run("ready", "http://127.0.0.1:1"));
            assertEquals("not ready: http://127.0.0.1:1/healthz: Connection refused\n", program.err());
        }

        @Test
        void ready_says_yes_and_takes_the_url_of_a_web_socket() {
            try (Service service = program.serve("--port", "0", "--quiet")) {
                assertEquals(0, program.run("ready", "--wait", "60s", "ws://127.0.0.1:" + service.port()));
            }
        }

        @Test
        void ready_explains_what_is_no_url() {
            assertEquals(2, program.run("ready", "localhost:9010"));
            assertEquals(
                    "localhost:9010 is not the URL of a server; write http://localhost:9010 or ws://localhost:9010\n",
                    program.err());
        }
    }

    @Nested
    class ports {

        @Test
        void one_that_was_asked_for_and_is_taken_ends_with_3() {
            try (Service service = program.serve("--port", "0", "--quiet")) {
                TestProgram second = new TestProgram();

                assertEquals(3, second.run("--port", String.valueOf(service.port())));
                assertEquals(
                        "Port " + service.port() + " is in use. Use another one; --port 0 picks a free one.\n",
                        second.err());
            }
        }

        @Test
        void of_an_address_of_another_machine_are_not_in_use() {
            assertEquals(3, program.run("--host", "192.0.2.1"));
            assertEquals(
                    "Among the addresses of --host, 192.0.2.1, is one that this machine does not have.\n",
                    program.err());
        }

        @Test
        void that_a_user_has_no_right_to_are_not_in_use() {
            assertEquals("port.denied", Service.whyUnbound(new BindException("Permission denied")));
            assertEquals("port.taken", Service.whyUnbound(new BindException("Address already in use")));
            assertEquals("port.failed", Service.whyUnbound(new SocketException("Permission denied")));
        }

        @Test
        void the_default_one_moves_on_and_says_so() {
            try (Service first = program.serve("--quiet");
                    Service second = program.serve()) {
                assertTrue(first.port() < second.port());
                assertTrue(
                        program.out().contains("Port 9010 is in use, so the server uses " + second.port() + "."),
                        program.out());
            }
        }

        @Test
        void print_url_says_that_and_nothing_else() {
            try (Service service = program.serve("--port", "0", "--print-url")) {
                assertEquals("ws://localhost:" + service.port() + "/\n", program.out());
            }
        }

        @ParameterizedTest
        @CsvSource({"1, true", "yes, true", "ON, true", "0, false", "no, false", "off, false"})
        void a_variable_may_say_yes_in_the_usual_ways(String value, boolean isQuiet) {
            program.environment.put("ECHO_QUIET", value);
            try (Service service = program.serve("--port", "0")) {
                assertTrue(service.port() > 0);
                assertEquals(isQuiet, program.out().isEmpty(), program.out());
            }
        }

        @Test
        void a_variable_is_as_good_as_a_flag() {
            program.environment.put("ECHO_PORT", "0");
            program.environment.put("ECHO_PRINT_URL", "true");
            try (Service service = program.serve()) {
                assertEquals("ws://localhost:" + service.port() + "/\n", program.out());
            }
        }
    }

    @Nested
    class opening {
        @TempDir
        Path directory;

        @Test
        void shows_the_page_in_the_browser_of_the_variable() throws Exception {
            Path shown = directory.resolve("shown");
            Path browser = Files.writeString(directory.resolve("browser"), "#!/bin/sh\nprintf %s \"$1\" > " + shown);
            assertTrue(browser.toFile().setExecutable(true));

            Process started = Opener.open("http://localhost:9010/", Map.of("BROWSER", browser.toString()))
                    .orElseThrow();

            assertEquals(0, started.waitFor());
            assertEquals("http://localhost:9010/", Files.readString(shown));
        }

        @Test
        void says_where_the_page_is_if_there_is_no_browser() {
            program.environment.put("BROWSER", "/no/such/browser");
            try (Service service = program.serve("--port", "0", "--quiet", "--open")) {
                Set<String> said = Set.of(
                        "", // the system has one of its own
                        "Cannot open a browser. The page is at http://localhost:" + service.port() + "/\n");
                assertTrue(said.contains(program.err()), program.err());
            }
        }
    }

    @Test
    void exit_after_ends_with_0() {
        assertEquals(0, program.run("--port", "0", "--exit-after", "10ms"));
    }
}
