package io.github.windsock.server.internal.conversation;

import io.github.windsock.internal.wire.Frame;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of a server. The members of a room receive each other's messages. A message is delivered when it has been
 * written to every member that has not left; until then the server does not read from its sender.
 */
public final class Rooms {
    private final Map<String, Map<Object, Member>> rooms = new HashMap<>(); // guarded by this; no room is empty

    /** A connection in the room, with the deliveries that were not written to it yet. */
    private record Member(FrameOutput output, Set<Delivery> pending) {}

    /** The delivery of a message. */
    private static final class Delivery {
        private final Set<Object> waiting = ConcurrentHashMap.newKeySet();
        private final Runnable delivered;

        Delivery(Runnable delivered) {
            this.delivered = delivered;
        }

        /**
         * Counts a member. The caller of {@code send} counts as one too, so that the delivery does not complete too
         * early.
         */
        void taken(Object by) {
            boolean isLast;
            synchronized (waiting) { // so that only one of two threads is the last one
                isLast = waiting.remove(by) && waiting.isEmpty();
            }
            if (isLast) {
                delivered.run();
            }
        }
    }

    public synchronized void enter(String room, Object who, FrameOutput output) {
        rooms.computeIfAbsent(room, name -> new LinkedHashMap<>())
                .put(who, new Member(output, ConcurrentHashMap.newKeySet()));
    }

    void leave(String room, Object who) {
        Member gone = remove(room, who);
        if (gone != null) {
            List.copyOf(gone.pending).forEach(delivery -> delivery.taken(who));
        }
    }

    private synchronized @Nullable Member remove(String room, Object who) {
        Map<Object, Member> members = rooms.get(room);
        if (members == null) {
            return null;
        }
        Member gone = members.remove(who);
        if (members.isEmpty()) {
            rooms.remove(room);
        }
        return gone;
    }

    private synchronized Map<Object, Member> present(String room) {
        return new LinkedHashMap<>(rooms.getOrDefault(room, Map.of()));
    }

    /**
     * Sends a message to the members.
     *
     * @param delivered runs on any thread when it was written to all members
     */
    void send(String room, Frame message, Object sender, boolean toSender, Runnable delivered) {
        Map<Object, Member> present = present(room);
        if (!toSender) {
            present.remove(sender);
        }
        Delivery delivery = new Delivery(delivered);
        Object all = new Object();
        delivery.waiting.add(all);
        delivery.waiting.addAll(present.keySet());
        present.forEach((who, member) -> {
            member.pending.add(delivery);
            member.output.send(message, () -> {
                member.pending.remove(delivery);
                delivery.taken(who);
            });
            if (!present(room).containsKey(who)) {
                delivery.taken(who);
            }
        });
        delivery.taken(all);
    }
}
