package io.github.windsock.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container image, without a container: its files as the root directory of a process that has no rights. */
class ImageTests {
    private static final Path TAR =
            Path.of("target/windsock-standalone-image.tar").toAbsolutePath();
    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

    @TempDir
    static Path directory;

    private static String config = "";

    @BeforeAll
    static void unpack() throws Exception {
        Path image = Files.createDirectories(directory.resolve("image"));
        run("tar", "-xf", TAR.toString(), "-C", image.toString());
        String manifest = Files.readString(image.resolve("manifest.json"));
        config = Files.readString(image.resolve(list(manifest, "Config", ",").get(0)));
        Path root = Files.createDirectories(directory.resolve("root"));
        for (String layer : list(manifest, "Layers", "]")) {
            run("tar", "-xzf", image.resolve(layer).toString(), "-C", root.toString());
        }
    }

    @Test
    void is_for_a_user_without_rights_and_open_to_what_is_published() {
        assertEquals(List.of("65532:65532"), list(config, "User", ","));
        assertTrue(list(config, "Env", "]").contains("ECHO_HOST=0.0.0.0"), config);
        assertTrue(config.contains("\"9010/tcp\""), config);
    }

    @Test
    void echoes_when_its_files_are_all_there_is() throws Exception {
        Path log = directory.resolve("log");
        try (ProgramProcess child = ProgramProcess.of(log, command("serve", "--lang", "zh"))) {
            assertEquals(
                    List.of("open; text hello WebSocket; close 3005 我就是要关闭它"),
                    ForeignClients.jdk(
                            List.of(new ForeignClients.ClientRun("ws://localhost:" + child.port() + "/", 1, false))));
            child.terminate();
            assertEquals(128 + 15, child.awaitExit(), () -> "log: " + log);
        }
        String told = Files.readString(log);
        assertTrue(told.contains("#1 打开 /"), told);
        assertTrue(told.contains("#1 关闭 3005 \"我就是要关闭它\""), told);
    }

    @Test
    void knows_its_version() throws Exception {
        String version = run(command("--version").toArray(String[]::new));

        assertTrue(version.matches("(?s).*\\d+\\.\\d+.*"), version);
    }

    /** What runs the program in a root of its own, with the variables, the user and the command of the image. */
    private static List<String> command(String... arguments) throws Exception {
        Path chroot = RequiredTool.tool("chroot");
        if (!run("id", "-u").strip().equals("0")) {
            throw RequiredTool.missing("root, for chroot");
        }
        // What a container could reach, a directory that only its owner may enter hides.
        run("chmod", "755", directory.toString());
        List<String> command = new ArrayList<>(List.of("env", "-i"));
        command.addAll(list(config, "Env", "]"));
        command.addAll(List.of(chroot.toString(), "--userspec=65532:65532"));
        command.add(directory.resolve("root").toString());
        command.addAll(list(config, "Entrypoint", "]"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Returns the texts that follow a name in JSON, up to an end. */
    private static List<String> list(String json, String name, String end) {
        int from = json.indexOf("\"" + name + "\":") + name.length() + 3;
        Matcher matcher = TEXT.matcher(json.substring(from, json.indexOf(end, from)));
        return matcher.results().map(result -> result.group(1)).toList();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.onExit().orTimeout(60, TimeUnit.SECONDS).exceptionally(late -> process.destroyForcibly());
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> String.join(" ", command) + ": " + said);
        return said;
    }
}
