package io.github.windsock.journal.internal;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.journal.Settings;
import org.junit.jupiter.api.Test;

/** Whom a fence waits for: who decides about what came before it, and not about what comes after. */
class FenceDecisionTests {
    private final Recorder journal = Recorder.create(Settings.defaults());

    @Test
    void what_is_to_be_decided_after_it_has_passed_does_not_count() {
        Fence fence = Fence.behindAll(journal, ofSeconds(20));
        assertTrue(fence.passDecisions());

        journal.pending().begin(); // such as the end of a connection

        assertFalse(fence.isUndecided());
    }

    @Test
    void what_is_not_decided_before_it_counts() {
        journal.pending().begin();

        Fence fence = Fence.behindAll(journal, ofMillis(20));

        assertFalse(fence.passDecisions());
        assertTrue(fence.isUndecided());
    }
}
