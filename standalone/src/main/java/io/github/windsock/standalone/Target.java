package io.github.windsock.standalone;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The path and query of a request, taken apart.
 *
 * @param path decoded, without a slash at the end but for the root
 * @param query names and values, decoded, in order; of a name that comes twice, the last
 */
record Target(String path, Map<String, String> query) {

    /**
     * Takes a target apart.
     *
     * @param target as it stands in the request line
     * @return its parts
     * @throws IllegalArgumentException if an escape in it is broken
     */
    static Target of(String target) {
        int mark = target.indexOf('?');
        String path = decode(mark < 0 ? target : target.substring(0, mark), false);
        Map<String, String> query = new LinkedHashMap<>();
        if (mark >= 0) {
            for (String pair : target.substring(mark + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                if (!pair.isEmpty()) {
                    String name = equals < 0 ? pair : pair.substring(0, equals);
                    query.put(decode(name, true), equals < 0 ? "" : decode(pair.substring(equals + 1), true));
                }
            }
        }
        path = path.startsWith("/") ? path : "/" + path;
        return new Target(path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path, query);
    }

    private static String decode(String text, boolean isQuery) {
        return URLDecoder.decode(isQuery ? text : text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
