package io.github.windsock.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;
import org.springframework.core.SpringVersion;

/** Keeps the runs honest: what a run's name says is what runs in it. Outside of Maven there is none. */
class MatrixTests {

    @Test
    void runs_with_the_spring_that_is_named() {
        String spring = SpringVersion.getVersion();
        String boot = SpringBootVersion.getVersion();

        assertEquals(System.getProperty("windsock.matrix.spring", spring), spring);
        assertEquals(System.getProperty("windsock.matrix.spring-boot", boot), boot);
    }

    @Test
    void runs_on_the_jdk_that_is_named() {
        String jdk = String.valueOf(Runtime.version().feature());

        assertEquals(System.getProperty("windsock.matrix.jdk", jdk), jdk);
    }

    @Test
    void runs_with_the_junit_that_is_named() {
        String junit = Test.class.getPackage().getImplementationVersion();

        assertEquals(System.getProperty("windsock.matrix.junit", junit), junit);
    }
}
