package io.github.windsock.server.internal.conversation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which rules of a server were in force in a window and have taken nothing, for a check that asks for them. */
public final class RuleUse {
    private final boolean isAsked;
    private final Set<NumberedRule> unused = new LinkedHashSet<>(); // guarded by this
    private final Set<NumberedRule> used = new LinkedHashSet<>(); // guarded by this

    /**
     * Makes it.
     *
     * @param isAsked whether unused rules are reported; if not, nothing is remembered
     */
    public RuleUse(boolean isAsked) {
        this.isAsked = isAsked;
    }

    /** Begins a window. */
    public synchronized void begin() {
        unused.clear();
        used.clear();
    }

    /** From now on these are in force. */
    public synchronized void expect(Stream<NumberedRule> rules) {
        if (isAsked) {
            rules.filter(rule -> !used.contains(rule)).forEach(unused::add);
        }
    }

    /** A rule has taken a message or an attempt. */
    public synchronized void took(NumberedRule rule) {
        if (isAsked && used.add(rule)) {
            unused.remove(rule);
        }
    }

    /** Returns whether there are rules that have taken nothing by now. */
    public synchronized boolean areSomeUnused() {
        return !unused.isEmpty();
    }

    /** Returns the rules that have taken nothing, in the order in which they were given; each is told once. */
    public synchronized List<NumberedRule> takeUnused() {
        List<NumberedRule> told = List.copyOf(unused);
        unused.clear();
        return told;
    }
}
