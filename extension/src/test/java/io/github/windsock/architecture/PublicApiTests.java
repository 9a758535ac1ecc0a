package io.github.windsock.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import io.github.windsock.testkit.PublicApi;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares the public API of each published module with the file that is checked in, so that no change to it goes unseen.
 * What is in a package named {@code internal} is not part of it.
 */
class PublicApiTests {

    private static final String ROOT = "io.github.windsock";

    /** The packages of each module; a public type in another package has no file. */
    private static final Map<String, List<String>> MODULES = new TreeMap<>(Map.of(
            "journal", List.of(ROOT, ROOT + ".journal"),
            "echo-server", List.of(ROOT + ".server"),
            "client", List.of(ROOT + ".client", ROOT + ".client.javawebsocket"),
            "extension", List.of(ROOT + ".junit", ROOT + ".assertions")));

    private static final Map<String, List<Class<?>>> VISIBLE = OwnClasses.ALL.stream()
            .map(JavaClass::reflect)
            .filter(PublicApi::isVisible)
            .collect(Collectors.groupingBy(Class::getPackageName, TreeMap::new, Collectors.toList()));

    @TestFactory
    Stream<DynamicTest> the_public_api_is_the_one_that_is_checked_in() {
        return MODULES.keySet().stream().map(each -> DynamicTest.dynamicTest(each, () -> compare(each)));
    }

    @Test
    void every_public_type_belongs_to_a_file() {
        List<String> known = MODULES.values().stream().flatMap(List::stream).toList();

        assertEquals(
                List.of(),
                VISIBLE.keySet().stream().filter(each -> !known.contains(each)).toList(),
                "Packages with public types that no file of docs/api lists."
                        + " Name each below internal, or add it to the modules in PublicApiTests.");
    }

    private static void compare(String module) throws IOException {
        List<Class<?>> types = MODULES.get(module).stream()
                .flatMap(each -> VISIBLE.getOrDefault(each, List.of()).stream())
                .toList();
        PublicApi.assertCheckedIn(module, "extension", types);
    }
}
