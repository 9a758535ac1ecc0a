package io.github.windsock.json;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.windsock.testkit.PublicApi;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Checks the dependencies of this module, and its public API against the file that is checked in. */
class ModuleTests {

    private static final String HERE = "io.github.windsock.json..";

    private static final JavaClasses OWN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.windsock.json");

    @Test
    void it_depends_on_the_journal_only() {
        noClasses()
                .that()
                .resideInAPackage(HERE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.github.windsock.server..",
                        "io.github.windsock.client..",
                        "io.github.windsock.junit..",
                        "io.github.windsock.assertions..",
                        "org.junit..")
                .check(OWN);
    }

    @Test
    void the_public_api_is_the_one_that_is_checked_in() throws IOException {
        PublicApi.assertCheckedIn(
                "json",
                "json",
                OWN.stream()
                        .filter(type -> type.getPackageName().equals("io.github.windsock.json"))
                        .map(JavaClass::reflect)
                        .toList());
    }
}
