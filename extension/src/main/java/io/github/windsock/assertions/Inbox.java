package io.github.windsock.assertions;

import io.github.windsock.Message;
import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.PartyLog;
import java.util.ArrayList;
import java.util.List;

/** What a party has received and no assertion has claimed. */
final class Inbox {

    private Inbox() {}

    /** The entries whose listeners have run, up to the first whose listeners have not: order is never skipped. */
    static List<Entry> unclaimed(PartyLog ledger) {
        List<Entry> unclaimed = new ArrayList<>();
        for (Entry entry : ledger.entries()) {
            boolean isMessage = entry.event().kind() == Kind.RECEIVED;
            if (isMessage && !entry.isHandled()) {
                break;
            }
            if (isMessage && !entry.isClaimed()) {
                unclaimed.add(entry);
            }
        }
        return unclaimed;
    }

    static Message message(Entry entry) {
        return entry.event().message().orElseThrow();
    }

    static List<Message> messages(List<Entry> entries) {
        return entries.stream().map(Inbox::message).toList();
    }

    /** One message is shown as itself, so that a tool compares it with the expected one. */
    static Object shown(List<Entry> entries) {
        List<Message> messages = messages(entries);
        return switch (messages.size()) {
            case 0 -> "nothing";
            case 1 -> messages.get(0);
            default -> messages;
        };
    }
}
