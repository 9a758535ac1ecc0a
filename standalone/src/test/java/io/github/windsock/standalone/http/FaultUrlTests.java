package io.github.windsock.standalone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.server.internal.behavior.FaultDefinitions;
import io.github.windsock.standalone.RawHttpClient;
import io.github.windsock.standalone.TestProgram;
import io.github.windsock.standalone.cli.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault has an address. What its bytes are is known beside the server. */
class FaultUrlTests {
    private static Service service;

    @BeforeAll
    static void start() {
        service = new TestProgram().serve("--port", "0", "--quiet");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @TestFactory
    Stream<DynamicTest> are_known() {
        return FaultDefinitions.FAULTS.stream()
                .map(row -> DynamicTest.dynamicTest(row.example(), () -> {
                    try (RawHttpClient client = ask("/" + row.example())) {
                        String first = new String(client.readBytes(10), StandardCharsets.ISO_8859_1);
                        assertEquals(10, first.length());
                        assertFalse(first.startsWith("HTTP/1.1 4"), first);
                    }
                }));
    }

    private static RawHttpClient ask(String target) throws IOException {
        RawHttpClient client = new RawHttpClient(service.port());
        client.write(RawHttpClient.upgrade(target) + "\r\n");
        return client;
    }

    @Test
    void are_played() throws IOException {
        try (RawHttpClient client = ask("/echo?times=1&then=bad/utf8")) {
            client.readHead();
            client.write(HexFormat.of().parseHex("8181000000" + "0061"));
            assertEquals("8101618102c328", HexFormat.of().formatHex(client.readBytes(7)));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 8102c328", "0, 810161"})
    void may_be_played_by_chance(int probability, String bytes) throws IOException {
        try (RawHttpClient client = ask("/bad/utf8?p=" + probability + "&seed=7")) {
            client.readHead();
            client.write(HexFormat.of().parseHex("8181000000" + "0061"));
            assertEquals(bytes, HexFormat.of().formatHex(client.readBytes(bytes.length() / 2)));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /bad/utf9                  | 404 | There is no /bad/utf9. Did you mean /bad/utf8?
            /bad/whatever-that-is      | 404 | There is no /bad/whatever-that-is. These exist: /bad/accept /bad/accept-missing
            /bad/close-code?code=1000  | 400 | bad/close-code: code "1000" is not an illegal close code; use 0-999, 1004-1006, 1015-2999 or 5000-65535
            /bad/opcode?opcode=8       | 400 | bad/opcode: opcode "8" is not a reserved opcode; use 3-7 or 11-15
            /bad/rsv?bit=4             | 400 | bad/rsv: bit "4" is not between 1 and 3
            /bad/rsv                   | 400 | bad/rsv: bit is missing; an example is bad/rsv?bit=1
            /bad/utf8?p=2              | 400 | bad/utf8: p "2" is not a probability; use 0 to 1, such as 0.3
            /bad/utf8?p=often          | 400 | bad/utf8: p "often" is not a probability; use 0 to 1, such as 0.3
            /bad/utf8?p=1&seed=x       | 400 | bad/utf8: seed "x" is not a number; use the digits 0 to 9
            /bad/utf8?p=1&p=0          | 400 | bad/utf8: p is given twice; keep one
            /bad/utf8?seed=7           | 400 | bad/utf8: seed is for a probability; an example is bad/utf8?p=0.3&seed=7
            /echo?times=1&then=bad/accept | 400 | wrongAccept() changes how a connection is opened, so it must come first, before echo().times(1)
            """)
    void that_are_wrong_say_what_instead(String target, int status, String words) throws IOException {
        String answer = RawHttpClient.attempt(service.port(), target);

        assertTrue(answer.startsWith("HTTP/1.1 " + status) && answer.contains(words), answer);
    }
}
