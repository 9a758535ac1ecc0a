package io.github.windsock.assertj;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.windsock.testkit.PublicApi;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Holds AssertJ in its one room, and its public face to the file that is checked in. */
class RoomTests {

    private static final String HERE = "io.github.windsock.assertj..";

    private static final JavaClasses WINDSOCK = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/internal/transport/")) // with its own copy of Jetty
            .importPackages("io.github.windsock");

    @Test
    void assertj_is_here_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(HERE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.assertj..", HERE)
                .check(WINDSOCK);
    }

    @Test
    void the_public_face_is_the_one_that_is_checked_in() throws IOException {
        PublicApi.assertCheckedIn(
                "assertj",
                "assertj",
                WINDSOCK.stream()
                        .filter(type -> type.getPackageName().equals("io.github.windsock.assertj"))
                        .map(JavaClass::reflect)
                        .toList());
    }
}
