package io.github.windsock.standalone.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.windsock.internal.text.Columns;
import io.github.windsock.standalone.TestProgram;
import io.github.windsock.standalone.log.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
                --port ٩٠١٠         | --port cannot be "٩٠١٠": write a port from 1 to 65535, or 0 for a free one
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
                --no-consol         | There is no option --no-consol. Did you mean --no-console?
                --noconsole         | There is no option --noconsole. Did you mean --no-console?
                -x                  | There is no option -x.
                serve foo           | echo-server serve takes no argument foo.
                ready http://a foo  | echo-server ready takes no argument foo.
                help nonsense       | There is no command nonsense.
                help serv           | There is no command serv. Did you mean serve?
                --max-message 9999999999g | --max-message cannot be "9999999999g": write a number of bytes from 1 to 2147483639, such as 500, 64k or 1m
                --protocol a@b      | --protocol cannot be "a@b": write first, none, or the name of a subprotocol, such as v2.chat
                --ping 1ms --exit-after 1ms | --ping cannot be "1ms": write a time from 10ms to 24h, such as 500ms, 3s or 2m, or 0 for never
                --ping 25h          | --ping cannot be "25h": write a time from 10ms to 24h, such as 500ms, 3s or 2m, or 0 for never
                --host localhost:80 | --host cannot be "localhost:80": write a name or an address, without a scheme and a port, such as 0.0.0.0, :: or localhost
                --host http://[::1] | --host cannot be "http://[::1]": write a name or an address, without a scheme and a port, such as 0.0.0.0, :: or localhost
                --host=             | --host cannot be "": write a name or an address, without a scheme and a port, such as 0.0.0.0, :: or localhost
                --scripts=          | --scripts cannot be "": there is no such folder
                --tls-password-env X | --tls-password-env is the password of --tls-keystore, which is missing.
                --log-payload 1k --exit-after 1ms | --log-payload is for --log json, which is missing.
                --log-payload 1k --log text --exit-after 1ms | --log-payload is for --log json, which is missing.
                --tls-keystore a --tls-key b | Use --tls-keystore alone, or --tls-cert and --tls-key.
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
        void of_a_variable_names_it_beside_an_option_that_begins_alike() {
            program.environment.put("ECHO_LOG", "xml");

            assertEquals(2, program.run("--log-payload", "1k"));
            assertEquals(
                    "ECHO_LOG cannot be \"xml\": write one of text|json",
                    program.err().lines().findFirst().orElse(""));
        }

        @Test
        void of_the_name_of_a_variable_is_noted_if_an_option_is_near() {
            program.environment.putAll(
                    Map.of("ECHO_MAX_CONECTIONS", "3", "ECHO_SERVICE_HOST", "10.0.0.1", "ECHO_LANG", "en"));

            assertEquals(0, program.run("--port", "0", "--exit-after", "1ms"));
            assertEquals(
                    "The variable ECHO_MAX_CONECTIONS has no effect. Did you mean ECHO_MAX_CONNECTIONS?\n",
                    program.err().replaceFirst("This machine has no ::1.*\n", ""));
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
    class output {
        private final Terminal full = new Terminal(
                new OutputStream() {
                    @Override
                    public void write(int unit) throws IOException {
                        throw new IOException("No space left on device");
                    }
                },
                StandardCharsets.UTF_8,
                false);
        private final Program surroundings = program.program();
        private final Program printing =
                new Program(surroundings.environment(), full, surroundings.err(), surroundings.texts());

        @ParameterizedTest
        @ValueSource(strings = {"behaviors", "behaviors --json", "completion", "--help", "--version", "help ready"})
        void that_cannot_be_written_fails_the_command(String arguments) {
            assertEquals(1, printing.run(arguments.split(" ")));
            assertEquals(
                    "The output is incomplete: No space left on device. Free some space, or send it elsewhere.\n",
                    program.err());
        }

        @Test
        void that_cannot_be_written_is_noted_by_a_server_whose_url_is_wanted() {
            printing.serve("--port", "0", "--print-url").close();

            assertTrue(program.err().contains("The output is incomplete: No space left on device."), program.err());
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

        @ParameterizedTest
        @ValueSource(strings = {"help --lang zh", "help ready --lang zh", "help --lang zh ready", "help --lang=zh -h"})
        void help_takes_the_language_as_the_others_do(String arguments) {
            assertEquals(0, program.run(arguments.split(" ")), program.err());
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
        void ready_asks_with_tls_where_the_variables_of_the_server_say_so() {
            program.environment.putAll(Map.of("ECHO_PORT", "1", "ECHO_TLS", "yes"));

            assertEquals(1, program.run("ready"));
            assertEquals("not ready: https://localhost:1/healthz: Connection refused\n", program.err());
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

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                127.0.0.1           | localhost
                127.0.0.5,127.0.0.1 | localhost
                0.0.0.0             | localhost
                ::                  | localhost
                localhost           | localhost
                127.0.0.1,::1       | localhost
                127.0.0.5           | 127.0.0.5
                192.0.2.1,127.0.0.5 | 192.0.2.1
                ::1                 | [::1]
                2001:db8::2         | [2001:db8::2]
                1:0:0:2:0:0:0:3     | [1:0:0:2::3]
                1:0:0:2:3:0:0:4     | [1::2:3:0:0:4]
                0:1:0:2:3:4:5:0     | [0:1:0:2:3:4:5:0]
                10:0:0:0:0:0:0:0    | [10::]
                """)
        void are_printed_with_a_host_that_leads_to_them(String hosts, String host) {
            assertEquals(host, new ListenAddresses(List.of(hosts.split(","))).reachable());
        }

        @Test
        void are_printed_everywhere_with_a_host_that_leads_to_them() throws IOException {
            assumeFalse(new ListenAddresses(List.of("::1")).lackIpv6Loopback());
            try (Service service = program.serve("--port", "0", "--host", "::1")) {
                String at = "[::1]:" + service.port() + "/";

                assertEquals("ws://" + at, service.url());
                assertTrue(program.out().contains("  ws://" + at + "close?code=3005"), program.out());
                assertTrue(program.out().contains("  http://" + at + "\n"), program.out());
                new Socket("::1", service.port()).close(); // which "localhost" may not lead to
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"127.0.0.1,localhost", "127.0.0.1, 127.0.0.1", "0.0.0.0,127.0.0.1", "0.0.0.0,::"})
        void are_bound_once_for_addresses_that_include_each_other(String hosts) {
            try (Service service = program.serve("--port", "0", "--host", hosts)) {
                assertTrue(service.port() > 0);
            }
        }

        @Test
        void are_not_taken_from_the_variable_that_kubernetes_sets_for_a_service_called_echo() {
            program.environment.put("ECHO_PORT", "tcp://10.0.0.1:9010");

            program.run("ready"); // another process may listen on the default port

            String said = program.out() + program.err();
            assertTrue(said.contains("ready: http://localhost:9010/healthz"), said);
        }

        @Test
        void that_a_user_has_no_right_to_are_not_in_use() {
            assertEquals("port.denied", Service.whyUnbound(new BindException("Permission denied")));
            assertEquals("port.taken", Service.whyUnbound(new BindException("Address already in use")));
            assertEquals("port.failed", Service.whyUnbound(new SocketException("Permission denied")));
            assertEquals("host.unusable", Service.whyUnbound(new SocketException("Invalid argument")));
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
