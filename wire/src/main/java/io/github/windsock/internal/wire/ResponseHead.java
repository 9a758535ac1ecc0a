package io.github.windsock.internal.wire;

import java.util.List;
import java.util.Map;

/**
 * The status line and the headers of an HTTP/1 response (RFC 9112, sections 4 and 5).
 *
 * @param status the status, such as 101
 * @param reason the reason phrase, may be empty
 * @param headers the headers in their order
 */
public record ResponseHead(int status, String reason, HttpHeaders headers) {

    /**
     * Adds the headers {@code Connection} and {@code Content-Length} to a response after which the connection ends.
     *
     * @param status the status of the response
     * @param headers the headers of the response
     * @param bodyBytes the length of the body in bytes
     * @return the headers to send
     */
    public static HttpHeaders ending(int status, Map<String, List<String>> headers, int bodyBytes) {
        HttpHeaders.Builder all = HttpHeaders.builder().addAll(headers).setIfAbsent("Connection", "close");
        return mayHaveBody(status)
                ? all.set("Content-Length", Integer.toString(bodyBytes)).build()
                : all.build();
    }

    /**
     * Tells whether a response may have a body (RFC 9110, section 6.4.1).
     *
     * @param status the status of the response
     * @return false for 1xx, 204 and 304
     */
    public static boolean mayHaveBody(int status) {
        return status >= 200 && status != 204 && status != 304;
    }

    /**
     * Returns the encoded head.
     *
     * @return the bytes, including the empty line at the end
     */
    public byte[] bytes() {
        return headers.head("HTTP/1.1", Integer.toString(status), reason);
    }

    /** The server's bytes are not a valid HTTP response. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        private final String excerpt;

        Malformed(String what, String excerpt) {
            super(what, null, false, false);
            this.excerpt = excerpt;
        }

        /**
         * Returns the beginning of the bytes if they do not start with a status line.
         *
         * @return the first line; empty if something else is wrong
         */
        public String excerpt() {
            return excerpt;
        }
    }
}
