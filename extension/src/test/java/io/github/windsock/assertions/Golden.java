package io.github.windsock.assertions;

/** A failure's message without what differs from run to run: times, ports and lines. */
final class Golden {

    private Golden() {}

    static String of(Throwable failure) {
        return failure.getMessage()
                .replaceAll("(?m)^( [ ✓]) +[0-9]+\\.[0-9]{3} ms", "$1 T ms")
                .replaceAll("127\\.0\\.0\\.1:[0-9]+", "127.0.0.1:PORT")
                .replaceAll("\\.java:[0-9]+", ".java:LINE")
                .replaceAll("(?m) +$", "");
    }
}
