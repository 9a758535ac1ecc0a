package io.github.windsock.server.internal.conversation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Records which rules of a server were not used in a window. */
public final class RuleUse {
    private final boolean isAsked;
    private final Set<NumberedRule> unused = new LinkedHashSet<>(); // guarded by this
    private final Set<NumberedRule> used = new LinkedHashSet<>(); // guarded by this

    /**
     * Creates it.
     *
     * @param isAsked whether unused rules are reported; if not, it records nothing
     */
    public RuleUse(boolean isAsked) {
        this.isAsked = isAsked;
    }

    /** Tells whether unused rules are reported. */
    public boolean isAsked() {
        return isAsked;
    }

    /** Starts a window. */
    public synchronized void begin() {
        unused.clear();
        used.clear();
    }

    /** Adds rules that are set from now on. */
    public synchronized void expect(Stream<NumberedRule> rules) {
        if (isAsked) {
            rules.filter(rule -> !used.contains(rule)).forEach(unused::add);
        }
    }

    /** Records that a rule has matched a message or an attempt. */
    public synchronized void took(NumberedRule rule) {
        if (isAsked && used.add(rule)) {
            unused.remove(rule);
        }
    }

    /** Tells whether there are unused rules. */
    public synchronized boolean areSomeUnused() {
        return !unused.isEmpty();
    }

    /** Returns the unused rules in order. Each is returned once. */
    public synchronized List<NumberedRule> takeUnused() {
        List<NumberedRule> told = List.copyOf(unused);
        unused.clear();
        return told;
    }
}
