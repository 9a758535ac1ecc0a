package io.github.windsock.assertions;

/** Formats how often something happened. */
final class Counts {

    private Counts() {}

    static String of(long n) {
        return n == 1 ? "once" : n == 2 ? "twice" : n + " times";
    }
}
