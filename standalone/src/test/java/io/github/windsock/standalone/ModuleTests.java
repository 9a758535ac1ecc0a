package io.github.windsock.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Checks what the program uses; {@code ArchitectureTests} checks the modules below it. */
class ModuleTests {
    private static final JavaClasses OWN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.windsock.standalone");

    @Test
    void picocli_is_in_the_command_line_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.github.windsock.standalone.cli")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(OWN);
    }

    @Test
    void the_program_knows_no_network_and_no_protocol() {
        noClasses()
                .that()
                .resideInAPackage("io.github.windsock.standalone..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.eclipse.jetty..",
                        "io.github.windsock.internal.wire..",
                        "io.github.windsock.internal.transport..",
                        "io.github.windsock.server.internal.connection..",
                        "io.github.windsock.server.internal.session..",
                        "org.slf4j..")
                .check(OWN);
    }

    @Test
    void only_its_start_ends_the_jvm() {
        noClasses()
                .that()
                .resideInAPackage("io.github.windsock.standalone..") // and not what the packed transport carries
                .and()
                .doNotHaveSimpleName("Main")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(OWN);
    }
}
