package io.github.windsock.junit;

import io.github.windsock.server.EchoServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a sample class saw: each line says who had which server. The first server is A, the next one B; those that were
 * closed by then are told too.
 */
final class Log {

    private static final Map<Class<?>, Log> LOGS = new ConcurrentHashMap<>();

    private final List<String> lines = new ArrayList<>();
    private final Map<EchoServer, Character> letters = new LinkedHashMap<>();

    private final Class<?> sample;

    private Log(Class<?> sample) {
        this.sample = sample;
    }

    static Log of(Class<?> sample) {
        return LOGS.computeIfAbsent(sample, Log::new);
    }

    /** Forgets what an earlier run of the sample saw. */
    synchronized void clear() {
        SampleState.claim(this);
        lines.clear();
        letters.clear();
    }

    synchronized void see(String who, EchoServer server) {
        char letter = letters.computeIfAbsent(server, key -> (char) ('A' + letters.size()));
        lines.add(who + " " + letter + closed());
    }

    synchronized void say(String line) {
        lines.add(line);
    }

    synchronized List<EchoServer> servers() {
        return List.copyOf(letters.keySet());
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    private String closed() {
        StringBuilder closed = new StringBuilder();
        letters.forEach((server, letter) -> closed.append(isClosed(server) ? letter : ""));
        return closed.isEmpty() ? "" : ", closed " + closed;
    }

    @Override
    public String toString() {
        return "the log of " + sample.getName();
    }

    static boolean isClosed(EchoServer server) {
        return server.toString().endsWith(" closed");
    }
}
