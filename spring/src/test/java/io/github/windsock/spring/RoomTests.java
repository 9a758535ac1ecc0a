package io.github.windsock.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds Spring in its one room. */
class RoomTests {

    private static final String HERE = "io.github.windsock.spring..";

    private static final JavaClasses WINDSOCK = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.windsock");

    @Test
    void spring_is_here_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(HERE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", HERE)
                .check(WINDSOCK);
    }

    @Test
    void spring_boot_is_not_needed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.boot..")
                .check(WINDSOCK);
    }

    @Test
    void other_libraries_stay_in_theirs() {
        noClasses()
                .that()
                .resideInAPackage(HERE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.eclipse.jetty..", "org.java_websocket..", "org.awaitility..", "org.opentest4j..")
                .check(WINDSOCK);
    }

    @Test
    void the_annotation_alone_is_public() {
        classes()
                .that()
                .resideInAPackage(HERE)
                .and()
                .areNotAnnotations()
                .should()
                .notBePublic()
                .check(WINDSOCK);
    }
}
