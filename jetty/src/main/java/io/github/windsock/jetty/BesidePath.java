package io.github.windsock.jetty;

/** A path as this module's users write it. */
final class BesidePath {

    private BesidePath() {}

    static String checked(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path " + path + " does not begin with /; write it as /" + path);
        }
        return path;
    }
}
