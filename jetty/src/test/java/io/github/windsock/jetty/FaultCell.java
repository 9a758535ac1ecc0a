package io.github.windsock.jetty;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/** What one client tells of one fault, up to its end. */
final class FaultCell {
    private static final String NO_END = "**no end**";

    private final List<String> told = new ArrayList<>(); // guarded by this
    private boolean isOver; // guarded by this

    void open() {
        add("open");
    }

    void message() {
        add("message");
    }

    /** Adds what is told, once. */
    synchronized void add(String what) {
        if (!isOver && !told.contains(what)) {
            told.add(what);
            notifyAll();
        }
    }

    void closed(int code) {
        end("close " + code);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // null of any type, as exceptionally(..) wants it
    <T> T failed(Throwable error) {
        end(nameOf(error));
        return null;
    }

    synchronized void end(String what) {
        add(what);
        isOver = true;
        notifyAll();
    }

    static String nameOf(Throwable error) {
        boolean isWrapped = error instanceof CompletionException || error instanceof ExecutionException;
        Throwable cause = isWrapped && error.getCause() != null ? error.getCause() : error;
        String name = cause.getClass().getSimpleName();
        return name.isEmpty() ? cause.getClass().getSuperclass().getSimpleName() : name;
    }

    /** Waits for the message, after which the client waits; returns whether it has come, and the client has not ended. */
    synchronized boolean awaitMessage(Duration limit) throws InterruptedException {
        await(limit, now -> told.contains("message"));
        return told.contains("message") && !isOver;
    }

    /** Waits for the end, or until what is told so far is one of those that are looked for. */
    synchronized void await(Duration limit, Predicate<String> wanted) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        long left = limit.toMillis();
        while (!isOver && !wanted.test(toString()) && left > 0) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
    }

    /** Returns what was told. */
    @Override
    public synchronized String toString() {
        List<String> all = new ArrayList<>(told);
        if (!isOver) {
            all.add(NO_END);
        }
        return String.join(", ", all);
    }
}
