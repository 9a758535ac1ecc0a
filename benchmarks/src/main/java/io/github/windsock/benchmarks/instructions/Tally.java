package io.github.windsock.benchmarks.instructions;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts what each thread executes, as a tree of calls. The code of every class calls it, that of the JDK too. So it is
 * loaded by the boot loader, and uses only arrays and native methods while it counts.
 */
public final class Tally {
    private static final int MAX_THREADS = 4096; // a power of two
    private static final ThreadTally[] BY_THREAD = new ThreadTally[MAX_THREADS];
    private static final Object CREATION = new Object();
    private static volatile boolean isOn;

    private Tally() {}

    /** A method that was called on one path of calls. */
    public static final class Node {
        private final int method;
        private final @Nullable Node caller;
        private long calls;
        private long instructions;
        private @Nullable Node[] called = new Node[4];
        private int size;

        Node(int method, @Nullable Node caller) {
            this.method = method;
            this.caller = caller;
        }

        Node call(int callee) {
            int mask = called.length - 1;
            int i = hash(callee) & mask;
            for (Node known = called[i]; known != null; known = called[i]) {
                if (known.method == callee) {
                    return known;
                }
                i = (i + 1) & mask;
            }
            Node added = new Node(callee, this);
            if (2 * ++size > called.length) {
                grow();
                put(added);
            } else {
                called[i] = added;
            }
            return added;
        }

        private void grow() {
            Node[] before = called;
            called = new Node[2 * before.length];
            for (Node known : before) {
                if (known != null) {
                    put(known);
                }
            }
        }

        private void put(Node node) {
            int mask = called.length - 1;
            int i = hash(node.method) & mask;
            while (called[i] != null) {
                i = (i + 1) & mask;
            }
            called[i] = node;
        }

        private static int hash(int method) {
            return method * 0x9E3779B1 >>> 8;
        }

        /**
         * Returns the method's number.
         *
         * @return the number, negative for the root
         */
        public int method() {
            return method;
        }

        /**
         * Returns how often it was called.
         *
         * @return the number of calls
         */
        public long calls() {
            return calls;
        }

        /**
         * Returns what it has executed itself.
         *
         * @return the number of instructions
         */
        public long instructions() {
            return instructions;
        }

        /**
         * Returns what it has called.
         *
         * @return a node for each method, in no order
         */
        public List<Node> callees() {
            List<Node> all = new ArrayList<>();
            for (Node known : called) {
                if (known != null) {
                    all.add(known);
                }
            }
            return all;
        }
    }

    private static final class ThreadTally {
        final Thread thread;
        final Node root = new Node(-1, null);
        Node current = root;
        int pauses;

        ThreadTally(Thread thread) {
            this.thread = thread;
        }
    }

    /** Loads what counting needs: no class can be loaded where the loading of another one is counted. */
    public static void prepare() {
        own();
    }

    /** Begins to count. */
    public static void start() {
        isOn = true;
    }

    /** Ends counting. */
    public static void stop() {
        isOn = false;
    }

    /** Stops counting what this thread does, until {@link #resume}. */
    public static void pause() {
        if (isOn) {
            own().pauses++;
        }
    }

    /** Counts again. */
    public static void resume() {
        if (isOn) {
            own().pauses--;
        }
    }

    /**
     * Called at the beginning of each method.
     *
     * @param method its number
     */
    public static void enter(int method) {
        if (isOn) {
            ThreadTally own = own();
            if (own.pauses == 0) {
                own.current = own.current.call(method);
                own.current.calls++;
            }
        }
    }

    /**
     * Called at the end of each method, however it ends.
     *
     * @param method its number
     * @param instructions how many it has executed itself
     */
    public static void exit(int method, int instructions) {
        if (isOn) {
            ThreadTally own = own();
            Node left = own.current;
            while (left.method != method && left.caller != null) { // a constructor that failed has not told its end
                left = left.caller;
            }
            if (own.pauses == 0 && left.caller != null) { // else the method was entered before the start
                left.instructions += instructions;
                own.current = left.caller;
            }
        }
    }

    private static ThreadTally own() {
        Thread thread = Thread.currentThread();
        int i = System.identityHashCode(thread) & (MAX_THREADS - 1);
        while (true) {
            ThreadTally known = BY_THREAD[i];
            if (known == null) {
                synchronized (CREATION) {
                    if (BY_THREAD[i] == null) {
                        BY_THREAD[i] = new ThreadTally(thread);
                    }
                }
            } else if (known.thread == thread) {
                return known;
            } else {
                i = (i + 1) & (MAX_THREADS - 1);
            }
        }
    }

    /**
     * Returns the root of each thread's tree.
     *
     * @return the roots, in no order
     */
    public static List<NamedRoot> roots() {
        List<NamedRoot> roots = new ArrayList<>();
        for (ThreadTally known : BY_THREAD) {
            if (known != null) {
                roots.add(new NamedRoot(known.thread.getName(), known.root));
            }
        }
        return roots;
    }

    /**
     * The calls of one thread.
     *
     * @param thread the thread's name
     * @param root the root of its tree
     */
    public record NamedRoot(String thread, Node root) {}
}
