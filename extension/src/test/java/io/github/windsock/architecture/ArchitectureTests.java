package io.github.windsock.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Checks which packages use which. This module sees journal, server, client and extension, and checks these; each of the
 * other modules (json, assertj, spring, jetty, standalone) has a test of its own classes.
 */
class ArchitectureTests {

    private static final String ROOT = "io.github.windsock";
    private static final String WIRE = ROOT + ".internal.wire..";
    private static final String TEXT = ROOT + ".internal.text..";
    private static final String SCRIPT = ROOT + ".internal.script..";
    private static final String[] JOURNAL = {ROOT, ROOT + ".journal..", SCRIPT, TEXT};
    private static final String SERVER = ROOT + ".server..";
    private static final String INSIDE_SERVER = ROOT + ".server.internal.";
    private static final String TRANSPORT = ROOT + ".internal.transport..";
    private static final String CLIENT = ROOT + ".client..";
    private static final String INSIDE_CLIENT = ROOT + ".client.internal.";
    private static final String JUNIT = ROOT + ".junit..";
    private static final String JUNIT_REPORT = ROOT + ".junit.TimelineReport";
    /** The one way of our code into payloads. */
    private static final String PAYLOAD_BRIDGE = ROOT + ".internal.PayloadInternals";

    /** The one way of our other modules into a server. */
    private static final String SERVER_BRIDGE = ROOT + ".server.internal.ServerInternals";

    private static final String ASSERTIONS = ROOT + ".assertions..";
    private static final String STANDALONE = ROOT + ".standalone..";

    private static final JavaClasses WINDSOCK = OwnClasses.ALL;

    /** What the modules that stand on these bring, and what they are. */
    private static final String[] MODULES_ABOVE = {
        "org.springframework..",
        "org.assertj..",
        "net.javacrumbs..",
        "com.jayway..",
        "net.minidev..",
        ROOT + ".spring..",
        ROOT + ".assertj..",
        ROOT + ".json..",
        ROOT + ".jetty..",
        STANDALONE
    };

    @Nested
    class each_outside_library_has_one_module {

        @Test
        void jetty_is_in_the_transport() {
            check(onlyIn("org.eclipse.jetty..", TRANSPORT)); // and in the module jetty, which has a test of its own
        }

        @Test
        void java_websocket_is_in_the_client() {
            check(onlyIn("org.java_websocket..", CLIENT));
        }

        @Test
        void picocli_is_in_the_program() {
            check(onlyIn("picocli..", STANDALONE));
        }

        @Test
        void junit_jupiter_is_in_the_extension() {
            check(onlyIn("org.junit..", JUNIT));
        }

        @Test
        void awaitility_is_in_the_assertions() {
            check(onlyIn("org.awaitility..", ASSERTIONS, JUNIT));
        }

        @Test
        void opentest4j_is_in_the_assertions() {
            check(onlyIn("org.opentest4j..", ASSERTIONS, JUNIT));
        }

        @Test
        void what_other_modules_bring_is_in_none_of_these() {
            check(noClasses().should().dependOnClassesThat().resideInAnyPackage(MODULES_ABOVE));
        }
    }

    @Nested
    class the_arrows_point_one_way {

        @Test
        void the_protocol_stands_on_the_jdk_and_knows_nobody() {
            check(classes()
                    .that()
                    .resideInAPackage(WIRE)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(WIRE, "java..", "org.jspecify.."));
        }

        /** Who compresses, inflates or parses frames writes the protocol a second time. */
        @Test
        void nobody_else_speaks_the_protocol() {
            check(noClasses()
                    .that()
                    .resideOutsideOfPackage(WIRE)
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.util.zip.Inflater")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.util.zip.Deflater")
                    .orShould()
                    .haveNameMatching(".*\\.(Frame|Http)(Reader|Encoder|Parser|Codec|HeadReader)"));
        }

        @Test
        void the_journal_stands_on_the_jdk_and_the_protocol_alone() {
            check(classes()
                    .that()
                    .resideInAnyPackage(JOURNAL)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            ROOT,
                            ROOT + ".journal..",
                            ROOT + ".internal",
                            SCRIPT,
                            TEXT,
                            WIRE,
                            "java..",
                            "org.jspecify..",
                            "org.apiguardian.."));
        }

        @Test
        void the_transport_knows_no_other_module() {
            check(noClasses()
                    .that()
                    .resideInAPackage(TRANSPORT)
                    .should()
                    .dependOnClassesThat(describe(
                            "are of another module",
                            type -> (type.getPackageName() + ".").startsWith(ROOT + ".")
                                    && !(type.getPackageName() + ".").startsWith(ROOT + ".internal.transport."))));
        }

        /** Each package of the house is a slice of its own. A bridge for other modules knows both of its banks. */
        @Test
        void no_packages_stand_on_each_other() {
            check(slices().assignedFrom(PACKAGES)
                    .should()
                    .beFreeOfCycles()
                    .ignoreDependency(describe("a bridge", ArchitectureTests::isBridge), alwaysTrue()));
        }

        @Test
        void the_client_does_not_know_the_server() {
            check(neverFrom(CLIENT, SERVER, JUNIT, ASSERTIONS));
        }

        @Test
        void what_is_inside_the_client_does_not_use_its_api() {
            check(neverFrom(INSIDE_CLIENT + ".", ROOT + ".client", ROOT + ".client.javawebsocket.."));
        }

        @Test
        void the_clients_handshake_does_not_know_the_socket_and_its_urls_know_neither() {
            check(neverFrom(INSIDE_CLIENT + "handshake..", INSIDE_CLIENT + "socket.."));
            check(neverFrom(INSIDE_CLIENT + "url..", INSIDE_CLIENT + "socket..", INSIDE_CLIENT + "handshake.."));
        }

        @Test
        void the_server_does_not_know_the_client() {
            check(neverFrom(SERVER, CLIENT, JUNIT, ASSERTIONS));
        }

        /** But for the one bridge, which our other modules use to reach internal classes. */
        @Test
        void what_is_inside_the_server_does_not_use_its_api() {
            check(noClasses()
                    .that()
                    .resideInAPackage(INSIDE_SERVER + ".")
                    .and(describe("are no bridge", type -> !isBridge(type)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + ".server"));
        }

        /** Each internal package of the server uses those before it, and none of those after it. */
        @Test
        void the_packages_of_the_server_use_each_other_one_way() {
            List<String> packages =
                    List.of("clock", "engine", "tls", "connection", "conversation", "behavior", "session", "handshake");
            for (int i = 0; i < packages.size() - 1; i++) {
                String[] later = packages.subList(i + 1, packages.size()).stream()
                        .map(each -> INSIDE_SERVER + each + "..")
                        .toArray(String[]::new);
                check(neverFrom(INSIDE_SERVER + packages.get(i) + "..", later));
            }
        }

        @Test
        void the_assertions_do_not_know_the_extension() {
            check(neverFrom(ASSERTIONS, JUNIT));
        }
    }

    @Nested
    class the_public_api {

        @Test
        void shows_no_type_of_an_outside_library_nor_from_inside() {
            check(classes().that(ARE_VISIBLE).should(new ShowOnly(ArchitectureTests::mayBeShown)));
        }

        /** What is in a package named internal may change in any release. */
        @Test
        void shows_no_type_of_an_internal_package() {
            check(classes()
                    .that(ARE_VISIBLE)
                    .and()
                    .resideOutsideOfPackage("..internal..")
                    .and()
                    .resideOutsideOfPackage(STANDALONE)
                    .should(new ShowOnly((owner, type, where) -> !isInternal(type.getBaseComponentType()))));
        }

        @Test
        void says_of_each_type_whether_it_may_change() {
            check(classes()
                    .that(ARE_VISIBLE)
                    .and()
                    .areTopLevelClasses()
                    .and()
                    .resideOutsideOfPackage("..internal..")
                    .and()
                    .resideOutsideOfPackage(STANDALONE)
                    .should()
                    .beAnnotatedWith(API.class));
        }

        @Test
        void has_no_types_that_are_not_for_users() {
            List<String> others = WINDSOCK.stream()
                    .filter(type -> type.isAnnotatedWith(API.class))
                    .filter(type -> type.getAnnotationOfType(API.class).status() == API.Status.INTERNAL)
                    .map(JavaClass::getSimpleName)
                    .toList();

            assertEquals(List.of(), others);
        }

        @Test
        void has_classes_that_are_final_or_meant_to_be_extended() {
            check(classes()
                    .that()
                    .arePublic()
                    .and()
                    .areTopLevelClasses()
                    .and()
                    .areNotInterfaces()
                    .and()
                    .areNotEnums()
                    .should()
                    .haveModifier(JavaModifier.FINAL)
                    .orShould()
                    .haveModifier(JavaModifier.ABSTRACT)
                    .orShould(ArchCondition.from(
                            describe("be sealed", type -> type.reflect().isSealed()))));
        }

        @Test
        void says_of_each_package_what_may_be_null() {
            List<String> unmarked = packages()
                    .filter(each -> !each.getClasses().isEmpty() && !isCarried(each))
                    .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                    .map(JavaPackage::getName)
                    .toList();

            assertEquals(List.of(), unmarked, "packages without a @NullMarked package-info");
        }

        /** What the packed transport carries of others comes in as what our classes stand on. */
        private static boolean isCarried(JavaPackage each) {
            return each.getName().startsWith(ROOT + ".internal.transport.");
        }

        private static Stream<JavaPackage> packages() {
            if (!WINDSOCK.containPackage(ROOT)) {
                return Stream.of();
            }
            JavaPackage root = WINDSOCK.getPackage(ROOT);
            return Stream.concat(Stream.of(root), root.getSubpackagesInTree().stream());
        }
    }

    @Nested
    class library_code {

        /** The journal parks its waits, and a change that may answer one unparks it. */
        @Test
        void never_sleeps() {
            check(noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName(ROOT + ".journal.internal.WaitQueue")
                    .should()
                    .accessTargetWhere(SLEEPS));
        }

        @Test
        void never_prints() {
            check(noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName(
                            JUNIT_REPORT) // prints timelines for who asks for windsock.timeline=always
                    .should(ACCESS_STANDARD_STREAMS));
        }

        @Test
        void never_changes_what_belongs_to_the_whole_jvm() {
            check(noClasses().should().accessTargetWhere(CHANGES_THE_JVM));
        }
    }

    private static final SliceAssignment PACKAGES = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String home = type.getPackageName();
            return home.startsWith(ROOT) ? SliceIdentifier.of(home) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    };

    private static final DescribedPredicate<JavaClass> ARE_VISIBLE =
            describe("are visible outside of their package", ArchitectureTests::isVisible);

    private static final DescribedPredicate<JavaAccess<?>> SLEEPS = describe(
            "sleeps",
            access -> calls(access, Thread.class, "sleep")
                    || calls(access, TimeUnit.class, "sleep")
                    || calls(access, LockSupport.class, "parkNanos")
                    || calls(access, LockSupport.class, "parkUntil"));

    private static final DescribedPredicate<JavaAccess<?>> CHANGES_THE_JVM = describe(
            "changes what belongs to the whole JVM",
            access -> calls(access, System.class, "setProperty")
                    || calls(access, System.class, "exit")
                    || calls(access, Thread.class, "setDefaultUncaughtExceptionHandler")
                    || calls(access, TimeZone.class, "setDefault"));

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(WINDSOCK); // a package may be empty
    }

    private static ArchRule onlyIn(String library, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static ArchRule neverFrom(String from, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }

    private static boolean isVisible(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureTests::isVisible).orElse(true);
    }

    private static boolean isBridge(JavaClass type) {
        return type.getName().equals(SERVER_BRIDGE) || type.getName().equals(PAYLOAD_BRIDGE);
    }

    private static boolean calls(JavaAccess<?> access, Class<?> owner, String name) {
        AccessTarget target = access.getTarget();
        return target.getOwner().isEquivalentTo(owner) && target.getName().equals(name);
    }

    private static boolean mayBeShown(String owner, JavaClass type, String where) {
        JavaClass shown = type.getBaseComponentType();
        String home = shown.getPackageName() + ".";
        if (home.contains(".internal.") && !(owner + ".").contains(".internal.")) {
            return false;
        }
        if (shown.isPrimitive() || startsWithAny(home, "java.", "javax.", ROOT + ".")) {
            return true;
        }
        return switch (owner) {
            case ROOT + ".client.javawebsocket" -> startsWithAny(home, "org.java_websocket.");
            case ROOT + ".junit", ROOT + ".junit.internal" -> startsWithAny(home, "org.junit.", "org.opentest4j.");
            case ROOT + ".assertions", ROOT + ".assertions.internal" ->
                startsWithAny(home, "org.opentest4j.") || isAwait(shown, where);
            default -> false;
        };
    }

    private static boolean isInternal(JavaClass type) {
        return (type.getPackageName() + ".").contains(".internal.");
    }

    private static boolean startsWithAny(String home, String... starts) {
        return Stream.of(starts).anyMatch(home::startsWith);
    }

    /** {@code await(..)} is Awaitility's on purpose: users know how to go on from there. */
    private static boolean isAwait(JavaClass shown, String where) {
        return where.equals("await") && shown.getName().equals("org.awaitility.core.ConditionFactory");
    }
}
