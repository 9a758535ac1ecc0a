package io.github.windsock.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The status line and the headers of an HTTP/1 response (RFC 9112, sections 4 and 5).
 *
 * @param status such as 101
 * @param reason the words beside it, may be empty
 * @param headers in their order
 */
public record ResponseHead(int status, String reason, HttpHeaders headers) {

    /**
     * Returns the headers of a response after which the connection ends, with what says where its body ends.
     *
     * @param status its status
     * @param headers its own headers
     * @param bodyBytes the length of its body
     * @return the headers as they are sent
     */
    public static HttpHeaders ending(int status, Map<String, List<String>> headers, int bodyBytes) {
        HttpHeaders.Builder all = HttpHeaders.builder().addAll(headers).setIfAbsent("Connection", "close");
        return mayHaveBody(status)
                ? all.set("Content-Length", Integer.toString(bodyBytes)).build()
                : all.build();
    }

    /**
     * Tells whether a response has a body (RFC 9110, section 6.4.1).
     *
     * @param status its status
     * @return whether it may have one
     */
    public static boolean mayHaveBody(int status) {
        return status >= 200 && status != 204 && status != 304;
    }

    /**
     * Returns the bytes of the head.
     *
     * @return with the empty line at its end
     */
    public byte[] bytes() {
        StringBuilder text = new StringBuilder("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(reason)
                .append("\r\n");
        headers.forEach((name, values) -> values.forEach(
                value -> text.append(name).append(": ").append(value).append("\r\n")));
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What is not a response. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        private final String excerpt;

        Malformed(String what, String excerpt) {
            super(what, null, false, false);
            this.excerpt = excerpt;
        }

        /**
         * Returns what came instead of a status line.
         *
         * @return its beginning, empty if something else is wrong
         */
        public String excerpt() {
            return excerpt;
        }
    }
}
