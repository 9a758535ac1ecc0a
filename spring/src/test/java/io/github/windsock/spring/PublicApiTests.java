package io.github.windsock.spring;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.windsock.testkit.PublicApi;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Compares the public API of this module with the file that is checked in. */
class PublicApiTests {

    @Test
    void the_public_api_is_the_one_that_is_checked_in() throws IOException {
        PublicApi.assertCheckedIn(
                "spring",
                "spring",
                new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                .importPackages("io.github.windsock.spring")
                                .stream()
                                .map(JavaClass::reflect)
                                .toList());
    }
}
