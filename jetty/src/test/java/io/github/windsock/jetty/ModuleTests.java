package io.github.windsock.jetty;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Checks what this module uses; {@code ArchitectureTests} checks the modules below it. */
class ModuleTests {
    private static final JavaClasses OWN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.windsock.jetty");

    @Test
    void it_uses_the_engine_interface_and_nothing_below_it() {
        noClasses()
                .that()
                .resideInAPackage("io.github.windsock.jetty..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.github.windsock.internal.transport..",
                        "io.github.windsock.server.internal.connection..",
                        "io.github.windsock.client..",
                        "io.github.windsock.junit..",
                        "io.github.windsock.assertions..")
                .check(OWN);
    }

    /** A Jetty whose decisions are taken over is not a second opinion. */
    @Test
    void no_internal_class_of_jetty_is_used() {
        noClasses()
                .that()
                .resideInAPackage("io.github.windsock.jetty..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.jetty..internal..", "org.eclipse.jetty.websocket.core..")
                .check(OWN);
    }
}
