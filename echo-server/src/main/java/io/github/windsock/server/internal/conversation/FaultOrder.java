package io.github.windsock.server.internal.conversation;

import io.github.windsock.journal.Event;
import io.github.windsock.journal.internal.Events;

/**
 * A fault to play, with its description for the journal.
 *
 * @param fault the fault in Java, such as {@code invalidUtf8()}
 * @param rule the section that it breaks
 * @param url the fault in a script; empty for a fault of the handshake
 * @param order the cause of the fault, such as the whole behavior
 */
public record FaultOrder(String fault, String rule, String url, String order) {

    /** Sets the cause. */
    public FaultOrder within(String whole) {
        return new FaultOrder(fault, rule, url, whole);
    }

    /** Returns the event for the journal. */
    public Event event() {
        String why = rule + (order.equals(fault) ? "" : ", " + order);
        return url.isEmpty() ? Events.fault("fault  " + fault, why) : Events.fault("fault  " + fault, why, url);
    }
}
