package io.github.windsock.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Checks what this module uses; {@code ArchitectureTests} checks that no other uses Spring. */
class ModuleTests {

    private static final String HERE = "io.github.windsock.spring..";

    private static final JavaClasses OWN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.windsock.spring");

    @Test
    void spring_boot_is_not_needed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.boot..")
                .check(OWN);
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
                .check(OWN);
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
                .check(OWN);
    }
}
