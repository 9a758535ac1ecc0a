package io.github.windsock.jetty;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds this module apart from the rooms that it stands on. */
class RoomTests {
    private static final JavaClasses WINDSOCK = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.windsock");

    @Test
    void jetty_is_here_and_in_the_transport() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.github.windsock.jetty..", "io.github.windsock.internal.transport..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jetty..")
                .check(WINDSOCK);
    }

    @Test
    void nobody_stands_on_this_module() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.github.windsock.jetty..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github.windsock.jetty..")
                .check(WINDSOCK);
    }

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
                .check(WINDSOCK);
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
                .check(WINDSOCK);
    }
}
