package io.github.windsock.standalone.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.standalone.RawHttpClient;
import io.github.windsock.standalone.ServedProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RequestLimitsTests extends ServedProgram {
    @Test
    void a_message_of_1_MiB_comes_back_and_one_byte_more_gets_1009() throws Exception {
        int limit = 1 << 20;
        try (RawHttpClient client = new RawHttpClient(service.port())) {
            client.write(RawHttpClient.upgrade("/") + "\r\n");
            client.readHead();
            client.write(binary(limit));
            assertEquals(10 + limit, client.readBytes(10 + limit).length);

            client.write(binary(limit + 1));

            byte[] close = client.readBytes(4);
            assertArrayEquals(new byte[] {(byte) 0x88, close[1], 1009 >> 8, (byte) 1009}, close);
        }
        assertEquals(
                "· refused a message message is longer than the limit of 1048576 bytes; --max-message raises it",
                refusal());
    }

    @Test
    void the_log_says_which_limit_a_URL_has_set() throws Exception {
        try (RawHttpClient client = new RawHttpClient(service.port())) {
            client.write(RawHttpClient.upgrade("/echo?limit=3") + "\r\n");
            client.readHead();
            client.write(binary(1 << 16));
            assertEquals(
                    "· refused a message message is longer than the limit of 3 bytes; limit= in the URL raises it",
                    refusal());
        }
    }

    private String refusal() throws InterruptedException {
        String line = program.awaitLine(each -> each.contains("· refused a message"));
        return line.substring(line.indexOf('·'));
    }

    private byte[] binary(int size) {
        return ByteBuffer.allocate(14 + size)
                .put((byte) 0x82)
                .put((byte) 0xFF)
                .putLong(size)
                .array();
    }

    /** Opens so many connections, and then does something. */
    private void withConnections(int count, Connected then) throws IOException {
        List<RawHttpClient> open = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                open.add(new RawHttpClient(service.port()));
                open.get(i).write(RawHttpClient.upgrade("/silent") + "\r\n");
            }
            for (RawHttpClient client : open) {
                assertEquals("101 Switching Protocols", status(client.readHead()));
            }
            then.run(open);
        } finally {
            for (RawHttpClient client : open) {
                client.close();
            }
        }
    }

    private interface Connected {
        void run(List<RawHttpClient> open) throws IOException;
    }

    @Test
    void one_client_from_the_network_gets_64_connections() throws IOException {
        restart("--host", "0.0.0.0");
        withConnections(64, open -> {
            String answer = attempt("/");

            assertEquals("503 Service Unavailable", status(answer));
            assertEquals("Your address has 64 connections open, which is the limit for one client.\n", body(answer));
        });
    }

    @Test
    void headers_beyond_8_KiB_get_431() throws IOException {
        String answer = get("/", "X-Long: " + "x".repeat(8192));

        assertEquals("431 Request Header Fields Too Large", status(answer));
        assertTrue(body(answer).contains("this server accepts 8192."), answer);
    }

    @Test
    void one_connection_too_many_gets_503_which_says_so() throws IOException {
        restart("--max-connections", "3");
        withConnections(3, open -> {
            String answer = attempt("/");

            assertEquals("503 Service Unavailable", status(answer));
            assertEquals("3 connections are open, which is the limit; --max-connections raises it.\n", body(answer));
            assertEquals("200 OK", status(get("/healthz")));
        });
    }

    @Test
    void a_connection_that_is_over_makes_room_for_another() throws IOException {
        restart("--max-connections", "1");
        for (int i = 0; i < 100; i++) {
            try (RawHttpClient client = new RawHttpClient(service.port())) {
                client.write(RawHttpClient.upgrade("/") + "\r\n");
                assertEquals("101 Switching Protocols", status(client.readHead()), "number " + (i + 1));

                if (i % 2 == 0) {
                    client.write((byte) 0x88, (byte) 0x80, (byte) 0, (byte) 0, (byte) 0, (byte) 0);
                }
                client.socket().shutdownOutput();
                client.readAll(); // to the end of the server's side
            }
        }
    }

    @Test
    void the_257th_connection_gets_503_and_the_first_ones_stay() throws IOException {
        withConnections(256, open -> {
            String answer = attempt("/");

            assertEquals("503 Service Unavailable", status(answer));
            assertTrue(answer.contains("\r\nRetry-After: 1\r\n"), answer);
            assertEquals("256 connections are open, which is the limit; --max-connections raises it.\n", body(answer));
            open.get(0).write((byte) 0x89, (byte) 0x80, (byte) 0, (byte) 0, (byte) 0, (byte) 0);
            assertArrayEquals(new byte[] {(byte) 0x8A, 0}, open.get(0).readBytes(2));
        });
    }

    @Test
    void a_request_that_dribbles_is_cut_off() throws IOException {
        String answer = dribble(50);

        assertEquals("408 Request Timeout", status(answer));
        assertEquals("The request took too long.\n", body(answer));
    }

    /** If this machine takes longer to begin a request than the server allows for all of it, the server allows more. */
    private String dribble(long millis) throws IOException {
        restart("--handshake-timeout", millis + "ms");
        long begin = System.nanoTime();
        try (RawHttpClient client = new RawHttpClient(service.port())) {
            client.write("GET / HTTP/1.1\r\nHo");
            boolean isInTime = System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(millis);
            return isInTime ? client.readAll() : dribble(10 * millis);
        }
    }
}
