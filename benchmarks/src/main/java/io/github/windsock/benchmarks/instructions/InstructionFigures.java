package io.github.windsock.benchmarks.instructions;

import io.github.windsock.benchmarks.cost.CostOfATest;
import io.github.windsock.benchmarks.cost.FreshJvm;
import io.github.windsock.benchmarks.csv.Csv;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Counts what a test executes: the first of a suite, which load the classes, and later ones. */
public final class InstructionFigures {
    private static final List<String> VARIANTS =
            List.of("EmptyTests", "RawSocketTests", "MockWebServerSharedTests", "VertxTests", "WindsockTests");

    private InstructionFigures() {}

    /**
     * Counts, and writes the raw results.
     *
     * @param folder the folder for {@code instructions.csv}
     * @throws IOException if a JVM cannot be started or the results not be written
     * @throws InterruptedException if the thread is interrupted
     */
    public static void run(Path folder) throws IOException, InterruptedException {
        Csv results = Csv.create(
                folder.resolve("instructions.csv"), "variant", "tests", "instructions", "calls", "methods", "length");
        Path agent = Files.createTempFile("instructions", ".jar");
        try {
            pack(agent);
            for (String variant : VARIANTS) {
                results.add(measure(agent, variant, "the first ten", 1, 1, 10));
                results.add(measure(agent, variant, "101 to 200", 50, 101, 200));
            }
        } finally {
            Files.delete(agent);
        }
    }

    /** Packs the agent's manifest, and the class that the boot loader has to find. */
    private static void pack(Path agent) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", CountingAgent.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        attributes.putValue("Boot-Class-Path", agent.getFileName().toString());
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(agent), manifest)) {
            for (Class<?> type : List.of(Tally.class, Tally.Node.class, Tally.NamedRoot.class)) {
                add(jar, type.getName());
            }
            add(jar, Tally.class.getName() + "$ThreadTally");
        }
    }

    private static void add(JarOutputStream jar, String name) throws IOException {
        String entry = name.replace('.', '/') + ".class";
        jar.putNextEntry(new ZipEntry(entry));
        try (InputStream bytes = InstructionFigures.class.getClassLoader().getResourceAsStream(entry)) {
            if (bytes == null) {
                throw new IOException(entry + " is not on the class path");
            }
            bytes.transferTo(jar);
        }
    }

    private static Object[] measure(Path agent, String variant, String tests, int perClass, int from, int to)
            throws IOException, InterruptedException {
        System.err.printf("instructions of a test: %s, %s%n", variant, tests);
        List<String> options = List.of(
                CostOfATest.testsPerClass(perClass),
                "-D" + CountedRun.TREE + "=" + System.getProperty(CountedRun.TREE, ""),
                "-javaagent:" + agent,
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-XX:TieredStopAtLevel=1");
        List<Object> row = new ArrayList<>(List.of(variant, tests));
        row.addAll(FreshJvm.measure(
                options,
                CountedRun.class,
                CostOfATest.className(variant),
                Integer.toString(from),
                Integer.toString(to)));
        return row.toArray();
    }
}
