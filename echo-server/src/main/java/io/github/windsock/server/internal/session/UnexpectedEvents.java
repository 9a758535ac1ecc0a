package io.github.windsock.server.internal.session;

import java.util.ArrayList;
import java.util.List;

/**
 * The failures that were not reported yet, and whether more may come. It keeps only the first ones, which usually explain
 * the rest.
 */
public final class UnexpectedEvents {
    private static final int KEPT = 20;

    private final List<String> kept = new ArrayList<>(); // guarded by this
    private int more; // guarded by this
    private volatile boolean mayCome;

    /**
     * Starts a window, without the failures of earlier ones.
     *
     * @param mayAnyCome whether an earlier connection can fail the test
     */
    public synchronized void begin(boolean mayAnyCome) {
        kept.clear();
        more = 0;
        mayCome = mayAnyCome;
    }

    /** Something that can fail the test begins. */
    void expect() {
        mayCome = true;
    }

    /** Tells whether something in this window can fail the test. */
    public boolean mayCome() {
        return mayCome;
    }

    public synchronized void add(String what) {
        if (kept.size() < KEPT) {
            kept.add(what);
        } else {
            more++;
        }
    }

    /** Removes and returns all failures. */
    public synchronized List<String> take() {
        List<String> all = new ArrayList<>(kept);
        if (more > 0) {
            all.add("and " + more + " more");
        }
        kept.clear();
        more = 0;
        return all;
    }
}
