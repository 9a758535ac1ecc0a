package io.github.windsock.benchmarks.instructions;

import io.github.windsock.benchmarks.instructions.Tally.NamedRoot;
import io.github.windsock.benchmarks.instructions.Tally.Node;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The sums of what all threads have executed, and the tree of their calls in print. */
final class CallTree {
    private static final int MAX_INDENT = 80;

    /** What is less than this part of all is not printed. */
    private static final double LEAST = 0.001;

    private final int tests;
    private final Map<Node, Sum> sums = new HashMap<>();
    private final Set<Integer> methods = new HashSet<>();
    private final List<NamedRoot> roots = Tally.roots();
    private final Sum all;

    private record Sum(long instructions, long calls) {
        Sum plus(Sum other) {
            return new Sum(instructions + other.instructions, calls + other.calls);
        }
    }

    CallTree(int tests) {
        this.tests = tests;
        this.all = roots.stream().map(root -> sum(root.root())).reduce(new Sum(0, 0), Sum::plus);
    }

    private Sum sum(Node node) {
        if (node.calls() > 0) {
            methods.add(node.method());
        }
        Sum sum = node.callees().stream().map(this::sum).reduce(new Sum(node.instructions(), node.calls()), Sum::plus);
        sums.put(node, sum);
        return sum;
    }

    /** Returns instructions and calls of a test, the methods that were called, and the instructions that these have. */
    String result() {
        long length = methods.stream()
                .mapToLong(number -> CountingAgent.methods().get(number).instructions())
                .sum();
        return "result," + all.instructions() / tests + "," + all.calls() / tests + "," + methods.size() + "," + length;
    }

    /** Prints for each call: the instructions of a test, those below included; how often a test calls it; its name. */
    String print() {
        StringBuilder printed = new StringBuilder();
        for (NamedRoot root : roots) {
            if (isShown(root.root())) {
                printed.append("thread ").append(root.thread()).append('\n');
                print(root.root(), 0, printed);
            }
        }
        return printed.toString();
    }

    private void print(Node node, int depth, StringBuilder printed) {
        if (depth > 0) {
            printed.append(String.format(
                    Locale.ROOT,
                    "%10d %8.1f %s%s%n",
                    instructions(node) / tests,
                    (double) node.calls() / tests,
                    "  ".repeat(Math.min(depth, MAX_INDENT)),
                    CountingAgent.methods().get(node.method()).name()));
        }
        node.callees().stream()
                .filter(this::isShown)
                .sorted(Comparator.comparingLong(this::instructions).reversed())
                .forEach(callee -> print(callee, depth + 1, printed));
    }

    private boolean isShown(Node node) {
        return instructions(node) > LEAST * all.instructions();
    }

    private long instructions(Node node) {
        Sum sum = sums.get(node);
        return sum == null ? 0 : sum.instructions();
    }
}
