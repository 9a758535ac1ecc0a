package io.github.windsock.server.internal.conversation;

import io.github.windsock.journal.Event;
import io.github.windsock.journal.internal.Events;

/**
 * A fault that is to be played, for the journal.
 *
 * @param fault as Java, such as {@code invalidUtf8()}
 * @param rule the section that it breaks
 * @param url as scripts have it, empty for one of the handshake
 * @param order what ordered it, such as the whole behavior
 */
public record FaultOrder(String fault, String rule, String url, String order) {

    /** Returns the order of the same fault by what has it within. */
    public FaultOrder within(String whole) {
        return new FaultOrder(fault, rule, url, whole);
    }

    /** Returns what the journal says of it: it is deliberate. */
    public Event event() {
        String why = rule + (order.equals(fault) ? "" : ", " + order);
        return url.isEmpty() ? Events.fault("fault  " + fault, why) : Events.fault("fault  " + fault, why, url);
    }
}
