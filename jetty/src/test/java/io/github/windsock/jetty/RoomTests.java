package io.github.windsock.jetty;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds this module apart from the rooms that it stands on; {@code ArchitectureTests} has those. */
class RoomTests {
    private static final JavaClasses OWN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.windsock.jetty");

    @Test
    void it_knows_the_seam_under_the_server_and_nothing_below() {
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
    void nothing_of_jettys_inside_is_used() {
        noClasses()
                .that()
                .resideInAPackage("io.github.windsock.jetty..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.jetty..internal..", "org.eclipse.jetty.websocket.core..")
                .check(OWN);
    }
}
