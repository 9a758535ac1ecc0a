package io.github.windsock.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares the public face of each published module with the file that is checked in, so that no change to it goes unseen.
 * What is in a package named {@code internal} is not part of it.
 */
class PublicApiTests {

    private static final Path FILES = Path.of("..", "docs", "api");
    private static final String REWRITE = "windsock.api";

    private static final String ROOT = "io.github.windsock";

    private static final Pattern TYPE = Pattern.compile(ROOT.replace(".", "\\.") + "[\\w.]+");

    /** The packages of each module; a face that is in none of them has no file. */
    private static final Map<String, List<String>> MODULES = new TreeMap<>(Map.of(
            "journal", List.of(ROOT, ROOT + ".journal"),
            "echo-server", List.of(ROOT + ".server"),
            "client", List.of(ROOT + ".client", ROOT + ".client.javawebsocket"),
            "extension", List.of(ROOT + ".junit", ROOT + ".assertions")));

    /** What only our own tests see. */
    private static final List<String> HIDDEN = List.of(ROOT + ".testkit");

    private static final Map<String, List<Class<?>>> VISIBLE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(ROOT).stream()
                    .map(JavaClass::reflect)
                    .filter(type -> PublicApi.isVisible(type) && !HIDDEN.contains(type.getPackageName()))
                    .collect(Collectors.groupingBy(Class::getPackageName, TreeMap::new, Collectors.toList()));

    @TestFactory
    Stream<DynamicTest> the_public_face_is_the_one_that_is_checked_in() {
        return MODULES.keySet().stream().map(each -> DynamicTest.dynamicTest(each, () -> compare(each)));
    }

    @Test
    void every_public_type_belongs_to_a_file() {
        List<String> known = MODULES.values().stream().flatMap(List::stream).toList();

        assertEquals(
                List.of(),
                VISIBLE.keySet().stream().filter(each -> !known.contains(each)).toList(),
                "Packages with public types that no file of docs/api lists."
                        + " Name each below internal, or add it to the modules in PublicApiTests.");
    }

    private static void compare(String module) throws IOException {
        Path file = FILES.resolve(module + ".api");
        String now = PublicApi.of(MODULES.get(module).stream()
                .flatMap(each -> VISIBLE.getOrDefault(each, List.of()).stream())
                .toList());
        if ("write".equals(System.getProperty(REWRITE))) {
            Files.createDirectories(FILES);
            Files.writeString(file, now, UTF_8);
        }
        String then = Files.exists(file) ? Files.readString(file, UTF_8) : "";
        assertTrue(then.equals(now), () -> difference(module, then, now));
    }

    private static String difference(String module, String then, String now) {
        return "The public face of " + module + " is not the one in docs/api/" + module + ".api:\n"
                + lines("- ", then, now)
                + lines("+ ", now, then)
                + "If that is meant, rewrite the file, and commit it with the change:\n"
                + "mvn -Dquick -pl extension -am test -Dtest=PublicApiTests -Dsurefire.failIfNoSpecifiedTests=false -D"
                + REWRITE + "=write\n";
    }

    /** The lines of one that the other has not, each with its type. */
    private static String lines(String sign, String of, String without) {
        Set<String> others = Set.copyOf(withTypes(without));
        return withTypes(of).stream()
                .filter(line -> !others.contains(line))
                .map(line -> sign + line + "\n")
                .collect(Collectors.joining());
    }

    private static List<String> withTypes(String text) {
        List<String> lines = new ArrayList<>();
        String type = "";
        for (String line : text.lines().filter(each -> !each.isEmpty()).toList()) {
            Matcher name = TYPE.matcher(line);
            type = !line.startsWith(" ") && name.find() ? name.group() : type;
            lines.add(type + ": " + line.strip());
        }
        return lines;
    }
}
