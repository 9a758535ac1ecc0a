package io.github.windsock.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one jar and its launcher, as they are handed out. Runs after the jar was made. */
class PackagedJarTests {
    private static final Path JAR = Path.of("target/windsock-standalone.jar");

    @TempDir
    static Path directory;

    private static Path home;

    @BeforeAll
    static void install() throws IOException {
        home = Files.createDirectories(directory.resolve("程序 目录"));
        Files.copy(JAR, home.resolve("windsock-standalone.jar"));
        Path script = Files.copy(Path.of("echo-server"), home.resolve("echo-server"));
        assertTrue(script.toFile().setExecutable(true));
    }

    @Test
    void runs_from_a_path_with_spaces_and_chinese() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                List.of(java, "-jar", home.resolve("windsock-standalone.jar").toString(), "serve");
        try (ProgramProcess child = ProgramProcess.of(directory.resolve("log"), command)) {
            assertEquals(List.of("open; text hello WebSocket; close 3005 我就是要关闭它"), run(child));
            child.terminate();
            assertEquals(128 + 15, child.awaitExit());
        }
    }

    @Test
    void starts_by_its_launcher_with_and_without_the_archive() throws Exception {
        Path cache = directory.resolve("cache");
        List<String> command = List.of(
                "env", "XDG_CACHE_HOME=" + cache, home.resolve("echo-server").toString(), "serve");
        for (int start = 1; start <= 2; start++) {
            try (ProgramProcess child = ProgramProcess.of(directory.resolve("log"), command)) {
                assertEquals(List.of("open; text hello WebSocket; close 3005 我就是要关闭它"), run(child));
            }
        }
    }

    @Test
    void starts_by_a_link_to_its_launcher() throws Exception {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("one"), bin.relativize(home.resolve("echo-server")));
        Files.createSymbolicLink(bin.resolve("two"), bin.resolve("one"));
        List<String> command = List.of(
                "env",
                "XDG_CACHE_HOME=" + directory.resolve("cache"),
                bin.resolve("two").toString(),
                "serve");
        try (ProgramProcess child = ProgramProcess.of(directory.resolve("log"), command)) {
            assertEquals(List.of("open; text hello WebSocket; close 3005 我就是要关闭它"), run(child));
        }
    }

    @Test
    void is_said_by_the_plain_jar_too_which_the_image_holds() throws IOException {
        try (var jars = Files.newDirectoryStream(Path.of("target"), "windsock-standalone-*.jar")) {
            for (Path each : jars) {
                if (each.getFileName().toString().matches("windsock-standalone-[\\d.]+(-RC\\d+|-SNAPSHOT)?\\.jar")) {
                    try (JarFile jar = new JarFile(each.toFile())) {
                        assertTrue(jar.getManifest()
                                .getMainAttributes()
                                .getValue("Implementation-Version")
                                .matches("\\d+\\.\\d+\\.\\d+\\S*"));
                        return;
                    }
                }
            }
        }
        throw new AssertionError("no plain jar in target");
    }

    private static List<String> run(ProgramProcess child) throws Exception {
        return ForeignClients.jdk(
                List.of(new ForeignClients.ClientRun("ws://localhost:" + child.port() + "/", 1, false)));
    }

    @Test
    void says_its_version() throws Exception {
        Process process = new ProcessBuilder(home.resolve("echo-server").toString(), "--version")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertTrue(said.matches("Windsock \\d+\\.\\d+\\.\\d+\\S*\nJava .+\n"), said);
    }

    @Test
    void has_its_libraries_under_its_own_names_and_neither_signatures_nor_module_descriptors() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            Set<String> names = jar.stream().map(JarEntry::getName).collect(Collectors.toSet());

            assertEquals(
                    List.of(),
                    names.stream()
                            .filter(name -> name.startsWith("org/eclipse/jetty/") || name.startsWith("org/slf4j/"))
                            .toList(),
                    "libraries under their own names, which have to be under the transport's");
            assertEquals(
                    List.of(),
                    names.stream()
                            .filter(name ->
                                    name.endsWith("module-info.class") || name.matches("META-INF/.*\\.(SF|DSA|RSA|EC)"))
                            .toList());
        }
    }
}
