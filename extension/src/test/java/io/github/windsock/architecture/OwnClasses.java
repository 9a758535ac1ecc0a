package io.github.windsock.architecture;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The classes that users get with this module, read once for all tests that judge them, since that takes seconds. */
final class OwnClasses {

    /** What the packed transport carries of others is not ours to judge. */
    private static final ImportOption OWN = location ->
            !location.contains("/internal/transport/jetty/") && !location.contains("/internal/transport/slf4j/");

    static final JavaClasses ALL = readAll();

    private OwnClasses() {}

    /** With the classes that they use: whether one is a Throwable, say, stands there alone. */
    private static JavaClasses readAll() {
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(true);
            return new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(OWN)
                    .withImportOption(location -> !location.contains("/testkit/")) // which is no part of what users get
                    .importPackages("io.github.windsock");
        });
    }
}
