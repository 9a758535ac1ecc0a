package io.github.windsock.server.internal.handshake;

import java.util.ArrayList;
import java.util.List;

/** The failures that were not reported yet. It keeps only the first ones, which usually explain the rest. */
public final class UnexpectedEvents {
    private static final int KEPT = 20;

    private final List<String> kept = new ArrayList<>(); // guarded by this
    private int more; // guarded by this

    public synchronized void add(String what) {
        if (kept.size() < KEPT) {
            kept.add(what);
        } else {
            more++;
        }
    }

    /** Removes and returns all failures. */
    synchronized List<String> take() {
        List<String> all = new ArrayList<>(kept);
        if (more > 0) {
            all.add("and " + more + " more");
        }
        kept.clear();
        more = 0;
        return all;
    }
}
