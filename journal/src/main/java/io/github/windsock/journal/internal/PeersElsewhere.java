package io.github.windsock.journal.internal;

import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Detects that the two ends of a connection record to different journals, so that failures can explain it. */
final class PeersElsewhere {
    private static final int REMEMBERED = 1024;

    /** Guarded by itself. */
    private static final Map<String, WeakReference<PartyLog>> CLIENTS = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, WeakReference<PartyLog>> eldest) {
            return size() > REMEMBERED;
        }
    };

    private PeersElsewhere() {}

    static void expect(String key, PartyLog client) {
        synchronized (CLIENTS) {
            CLIENTS.put(key, new WeakReference<>(client));
        }
    }

    /** Looks for the client of a server's end in other journals, and marks both. */
    static void compare(@Nullable String key, PartyLog server) {
        WeakReference<PartyLog> reference;
        synchronized (CLIENTS) {
            reference = key == null ? null : CLIENTS.remove(key);
        }
        PartyLog client = reference == null ? null : reference.get();
        if (client != null && !client.journal().equals(server.journal())) {
            client.markPeerElsewhere();
            server.markPeerElsewhere();
        }
    }

    static void forget(String key) {
        synchronized (CLIENTS) {
            CLIENTS.remove(key);
        }
    }
}
