package io.github.windsock.assertj;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.windsock.testkit.PublicApi;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Checks the public API against the file that is checked in; {@code ArchitectureTests} checks who uses AssertJ. */
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
}
