package io.github.windsock.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.eclipse.jetty.util.Jetty;
import org.junit.jupiter.api.Test;

/** Keeps the runs honest: what a run's name says is what runs in it. Outside of Maven there is none. */
class MatrixTests {

    @Test
    void runs_on_the_jetty_that_is_named() {
        assertEquals(System.getProperty("windsock.matrix.jetty", Jetty.VERSION), Jetty.VERSION);
    }
}
