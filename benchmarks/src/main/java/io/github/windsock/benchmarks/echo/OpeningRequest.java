package io.github.windsock.benchmarks.echo;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** What clients of bare sockets ask a server. */
public final class OpeningRequest {
    private static final String TEXT = """
            GET / HTTP/1.1\r
            Host: localhost\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            \r
            """;

    private OpeningRequest() {}

    /**
     * Returns the whole request.
     *
     * @return its bytes
     */
    public static byte[] bytes() {
        return TEXT.getBytes(US_ASCII);
    }
}
