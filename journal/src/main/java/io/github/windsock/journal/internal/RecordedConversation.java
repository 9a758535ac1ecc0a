package io.github.windsock.journal.internal;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.Message;
import io.github.windsock.internal.script.ScriptWriter;
import io.github.windsock.internal.text.Text;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Party.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes the recorded conversation of a connection as a script for the server; either end may have recorded it. The
 * script has the order of the network: a client can record a ping or the server's Close frame before the messages that
 * came before it, since its page gets messages later.
 */
final class RecordedConversation {
    /** No page can close with this code itself: it is sent when the page is left. */
    private static final int GOING_AWAY = 1001;

    private final Side side;
    private final List<String> lines = new ArrayList<>();
    private String goingAway = ""; // the line for a page that was left, as long as the server has not answered it
    private boolean isClosing;
    private boolean isCut;
    private boolean cuts; // the last fault cut the connection, so the drop after it is no step of its own

    private RecordedConversation(Side side) {
        this.side = side;
    }

    static String of(Side side, List<Entry> entries, boolean hasGap) {
        RecordedConversation conversation = new RecordedConversation(side);
        if (hasGap) {
            conversation.comment("The beginning is missing: the journal dropped older entries.");
        }
        inOrderOfTheNetwork(entries).forEach(entry -> conversation.add(entry.event()));
        return conversation.lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** What happened after the entry of a place, and was recorded later, comes next to that entry, in its own order. */
    private static List<Entry> inOrderOfTheNetwork(List<Entry> entries) {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingLong(RecordedConversation::place).thenComparingLong(Entry::sequence));
        return sorted;
    }

    private static long place(Entry entry) {
        return ((RecordedEntry) entry).place();
    }

    private void add(Event event) {
        switch (event.kind()) {
            case SENT -> event.message().ifPresent(message -> add(message, side == Side.CLIENT));
            case RECEIVED -> event.message().ifPresent(message -> add(message, side == Side.SERVER));
            case PING_SENT, PING_RECEIVED -> addPing(event);
            case CLOSE_SENT -> event.status().ifPresent(status -> addClose(status, side == Side.CLIENT));
            case CLOSE_RECEIVED -> {
                goingAway = "";
                event.status().ifPresent(status -> addClose(status, side == Side.SERVER));
            }
            case ERROR -> dropGoingAway();
            case FAULT -> addFault(event);
            case CLOSED -> addEnd(event);
            case ATTEMPT, OPEN -> event.handshake().ifPresent(this::addHandshake);
            default -> {} // not a part of the conversation
        }
    }

    private void addHandshake(Handshake handshake) {
        comment("GET " + handshake.target()
                + handshake.subprotocol().map(name -> ", subprotocol " + name).orElse(""));
    }

    private void add(Message message, boolean isClients) {
        if (!message.payload().isComplete()) {
            comment((isClients ? "The client" : "The server") + " sends "
                    + Text.bytes(message.payload().size()) + " here, of which the journal keeps the ends only.");
        } else {
            lines.add(isClients ? ScriptWriter.expect(message) : ScriptWriter.send(message));
        }
    }

    private void addPing(Event event) {
        boolean isClients = (event.kind() == Event.Kind.PING_SENT) == (side == Side.CLIENT);
        event.payload()
                .ifPresent(payload ->
                        lines.add(isClients ? ScriptWriter.expectPing(payload) : ScriptWriter.ping(payload)));
    }

    /** Adds the first Close frame; the answer to it is no step. */
    private void addClose(CloseStatus status, boolean isClients) {
        if (!isClosing) {
            isClosing = true;
            String line = isClients ? ScriptWriter.expectClose(status) : ScriptWriter.close(status);
            lines.add(line);
            goingAway = side == Side.CLIENT && isClients && status.code() == GOING_AWAY ? line : "";
        }
    }

    /** The server had dropped the connection by the time the page was left; its end has never read the page's Close frame. */
    private void dropGoingAway() {
        if (!goingAway.isEmpty()) {
            lines.remove(goingAway);
            isClosing = false; // so the end is a drop
        }
    }

    private void addFault(Event event) {
        boolean isEnd = event.summary().equals("drop") || event.summary().equals("reset");
        Optional<String> fault = Events.faultUrl(event);
        if (fault.isPresent()) {
            cuts = fault.get().startsWith("cut-");
            lines.add(ScriptWriter.fault(fault.get()));
        } else if (isEnd && !cuts) {
            lines.add(event.summary());
        } else if (!isEnd) {
            comment("The server breaks a rule here: " + event.summary());
        }
        isCut |= isEnd;
    }

    /** Adds the end. A client cannot tell which end dropped the connection; most likely the server did. */
    private void addEnd(Event event) {
        if (isClosing || isCut) {
            return;
        }
        if (side == Side.CLIENT) {
            lines.add("drop");
        } else {
            comment(event.why().isEmpty() ? "The connection ends here." : Text.visible(event.why()));
        }
    }

    private void comment(String text) {
        lines.add("# " + Text.visible(text));
    }
}
