package io.github.windsock.journal.internal;

import io.github.windsock.journal.Party.Side;
import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers connections and pairs their ends: a server's end gets the number of the client that announced the same
 * {@code Sec-WebSocket-Key}. If that client records to another journal, both ends are marked, so that failures can explain
 * it.
 */
final class Pairing {

    private static final int REMEMBERED_KEYS = 4096;

    /** The clients of all journals that no server has seen. Guarded by itself. */
    private static final Map<String, WeakReference<PartyLog>> CLIENTS = new LinkedHashMap<>();

    private final Recorder journal;
    private int connections; // guarded by the journal's lock

    Pairing(Recorder journal) {
        this.journal = journal;
    }

    /** Called under the lock. */
    PartyLog client() {
        return new PartyLog(journal, Side.CLIENT, ++connections);
    }

    /** Called under the lock. */
    PartyLog server(@Nullable String key) {
        PartyLog client = key == null ? null : remove(key);
        if (client != null && client.journal() == journal) {
            PartyLog server = new PartyLog(journal, Side.SERVER, client.number());
            server.pair(client);
            return server;
        }
        PartyLog server = new PartyLog(journal, Side.SERVER, ++connections);
        if (client != null) {
            client.markPeerElsewhere();
            server.markPeerElsewhere();
        }
        return server;
    }

    static void expect(String key, PartyLog client) {
        synchronized (CLIENTS) {
            if (CLIENTS.size() >= REMEMBERED_KEYS) {
                CLIENTS.remove(CLIENTS.keySet().iterator().next());
            }
            CLIENTS.put(key, new WeakReference<>(client));
        }
    }

    private static @Nullable PartyLog remove(String key) {
        WeakReference<PartyLog> client;
        synchronized (CLIENTS) {
            client = CLIENTS.remove(key);
        }
        return client == null ? null : client.get();
    }
}
