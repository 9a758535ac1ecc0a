package io.github.windsock.assertions;

/** How often, in words. */
final class Counts {

    private Counts() {}

    static String of(long n) {
        return n == 1 ? "once" : n == 2 ? "twice" : n + " times";
    }
}
