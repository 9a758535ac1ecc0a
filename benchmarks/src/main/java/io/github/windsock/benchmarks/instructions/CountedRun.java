package io.github.windsock.benchmarks.instructions;

import io.github.windsock.benchmarks.cost.SuiteRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs one variant in the JVM that counts, and prints one line for {@link InstructionFigures}. */
final class CountedRun implements TestExecutionListener {
    /** The key of the file for the tree of calls. */
    static final String TREE = "instructions.tree";

    private final int from;
    private final int to;
    private int started;

    private CountedRun(int from, int to) {
        this.from = from;
        this.to = to;
    }

    /** Takes a time that is not used, the variant, the number of the first test that is counted, and of the last. */
    public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
        CountedRun run = new CountedRun(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        LauncherDiscoveryRequest request = SuiteRun.request(Class.forName(arguments[1]));
        if (run.from == 1) {
            Tally.start();
        }
        LauncherFactory.create().execute(request, run);
        CallTree tree = new CallTree(run.to - run.from + 1);
        System.out.println(tree.result());
        System.out.flush();
        String file = System.getProperty(TREE, "");
        if (!file.isEmpty()) {
            Files.writeString(Path.of(file), tree.print());
        }
        Runtime.getRuntime().halt(0);
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest() && ++started == from && from > 1) {
            Tally.start();
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        result.getThrowable().ifPresent(failure -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1); // what a failed test has executed is no figure
        });
        if (test.isTest() && started == to) {
            Tally.stop();
        }
    }
}
