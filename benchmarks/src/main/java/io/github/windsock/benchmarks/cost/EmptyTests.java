package io.github.windsock.benchmarks.cost;

/** Tests that do nothing, to measure the cost of JUnit itself. */
abstract class EmptyTests {

    @Times
    void test() {}

    static final class C0 extends EmptyTests {}

    static final class C1 extends EmptyTests {}

    static final class C2 extends EmptyTests {}

    static final class C3 extends EmptyTests {}

    static final class C4 extends EmptyTests {}

    static final class C5 extends EmptyTests {}

    static final class C6 extends EmptyTests {}

    static final class C7 extends EmptyTests {}

    static final class C8 extends EmptyTests {}

    static final class C9 extends EmptyTests {}
}
