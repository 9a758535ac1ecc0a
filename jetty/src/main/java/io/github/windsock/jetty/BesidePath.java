package io.github.windsock.jetty;

import static java.util.Objects.requireNonNull;

/** Checks paths that users of this module pass. */
final class BesidePath {

    private BesidePath() {}

    static String checked(String path) {
        if (!requireNonNull(path, "path must not be null").startsWith("/")) {
            throw new IllegalArgumentException("path " + path + " does not begin with /; write it as /" + path);
        }
        if (path.indexOf('?') >= 0 || path.indexOf('#') >= 0) {
            throw new IllegalArgumentException(
                    "path " + path + " has more than a path; end it before ? or #: it holds for every query");
        }
        String fixed = path.endsWith("/*") ? path.substring(0, path.length() - 1) : path;
        if (fixed.indexOf('*') >= 0 || fixed.indexOf('{') >= 0) {
            throw new IllegalArgumentException("path " + path
                    + " is a pattern that is not known here; write one path, or end it with /* for all below it");
        }
        if (fixed.chars().anyMatch(each -> each <= ' ' || each > '~')) {
            throw new IllegalArgumentException("path " + path
                    + " has a character that no request line can have; percent-encode it, as clients do");
        }
        return path;
    }
}
