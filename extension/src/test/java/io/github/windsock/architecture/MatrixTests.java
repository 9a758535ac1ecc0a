package io.github.windsock.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.testkit.engine.EngineTestKit;

/**
 * Keeps the matrix honest: what a cell's name says is what runs in it. All cells run classes that were compiled once, with
 * the oldest JUnit, as a user's build does with our jar. Outside of Maven there is no cell.
 */
class MatrixTests {

    private static final String JUNIT = versionOf(Test.class);

    @Test
    void runs_on_the_jdk_that_the_cell_names() {
        String jdk = String.valueOf(Runtime.version().feature());

        assertEquals(System.getProperty("windsock.matrix.jdk", jdk), jdk);
    }

    @Test
    void runs_with_the_junit_that_the_cell_names() {
        assertEquals(System.getProperty("windsock.matrix.junit", JUNIT), JUNIT);
    }

    @Test
    void runs_on_the_engine_and_the_test_kit_of_that_junit() {
        String platform = JUNIT.startsWith("5.") ? "1" + JUNIT.substring(1) : JUNIT;

        assertEquals(JUNIT, jupiterEngine().getVersion().orElseThrow());
        assertEquals(platform, versionOf(TestEngine.class));
        assertEquals(platform, versionOf(EngineTestKit.class));
    }

    private static TestEngine jupiterEngine() {
        return ServiceLoader.load(TestEngine.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.getId().equals("junit-jupiter"))
                .findAny()
                .orElseThrow();
    }

    private static String versionOf(Class<?> type) {
        return type.getPackage().getImplementationVersion();
    }
}
