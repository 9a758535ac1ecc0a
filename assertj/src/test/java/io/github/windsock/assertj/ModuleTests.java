package io.github.windsock.assertj;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.windsock.assertions.WebSocketAssertions;
import io.github.windsock.testkit.PublicApi;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks the public API, and that it is complete; {@code ArchitectureTests} checks who uses AssertJ. */
class ModuleTests {

    private static final JavaClasses OWN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.windsock.assertj");

    @Test
    void the_public_api_is_the_one_that_is_checked_in() throws IOException {
        PublicApi.assertCheckedIn(
                "assertj",
                "assertj",
                OWN.stream()
                        .filter(type -> type.getPackageName().equals("io.github.windsock.assertj"))
                        .map(JavaClass::reflect)
                        .toList());
    }

    /**
     * The rest makes values for assertions, sets the time of a block, or finds its file by the class that calls it.
     */
    @Test
    void every_assertion_has_its_form_here() {
        Set<String> called = OWN.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(WebSocketAssertions.class))
                .map(call -> call.getTarget().getName())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> others = Set.of("await", "waitingUpTo", "assertConversation", "atLeast", "factor", "quietFor");
        List<String> missing = Arrays.stream(WebSocketAssertions.class.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .filter(name -> !called.contains(name) && !others.contains(name))
                .distinct()
                .toList();
        assertEquals(List.of(), missing);
    }
}
