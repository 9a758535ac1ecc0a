package io.github.windsock.jetty;

import static java.util.Objects.requireNonNull;

/** A path as this module's users write it. */
final class BesidePath {

    private BesidePath() {}

    static String checked(String path) {
        if (!requireNonNull(path, "path must not be null").startsWith("/")) {
            throw new IllegalArgumentException("path " + path + " does not begin with /; write it as /" + path);
        }
        return path;
    }
}
