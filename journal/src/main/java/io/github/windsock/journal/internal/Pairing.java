package io.github.windsock.journal.internal;

import static java.util.Objects.requireNonNull;

import io.github.windsock.journal.Party.Side;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers connections and pairs their ends: a server's end gets the number of the client that announced the same
 * {@code Sec-WebSocket-Key}. All methods are called under the journal's lock.
 */
final class Pairing {

    private static final int REMEMBERED_KEYS = 1024;

    private final Recorder journal;
    private final Map<String, PartyLog> expected = new LinkedHashMap<>();
    private int connections;

    Pairing(Recorder journal) {
        this.journal = journal;
    }

    PartyLog client() {
        return new PartyLog(journal, Side.CLIENT, ++connections);
    }

    PartyLog server(@Nullable String key) {
        PartyLog client = key == null ? null : expected.remove(key);
        if (client == null) {
            PartyLog server = new PartyLog(journal, Side.SERVER, ++connections);
            PeersElsewhere.compare(key, server);
            return server;
        }
        PeersElsewhere.forget(requireNonNull(key));
        PartyLog server = new PartyLog(journal, Side.SERVER, client.number());
        server.pair(client);
        return server;
    }

    @Nullable
    PartyLog expect(String key, PartyLog client) {
        PeersElsewhere.expect(key, client);
        if (expected.size() >= REMEMBERED_KEYS) {
            expected.remove(expected.keySet().iterator().next());
        }
        return expected.put(key, client);
    }
}
