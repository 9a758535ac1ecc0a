package io.github.windsock.jetty;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** What one client tells of one fault, up to its end; a client that tells no end is waited for as long as {@link #PATIENCE}. */
final class FaultCell {
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private final List<String> told = new ArrayList<>(); // guarded by this
    private final CountDownLatch over = new CountDownLatch(1);

    void open() {
        add("open");
    }

    void message() {
        add("message");
    }

    /** Adds what is told, once. */
    synchronized void add(String what) {
        if (over.getCount() > 0 && !told.contains(what)) {
            told.add(what);
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
        over.countDown();
    }

    static String nameOf(Throwable error) {
        boolean isWrapped = error instanceof CompletionException || error instanceof ExecutionException;
        Throwable cause = isWrapped && error.getCause() != null ? error.getCause() : error;
        String name = cause.getClass().getSimpleName();
        return name.isEmpty() ? cause.getClass().getSuperclass().getSimpleName() : name;
    }

    /** Waits for the end; returns what was told. */
    String await() throws InterruptedException {
        boolean isOver = over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        synchronized (this) {
            String all = String.join(", ", told);
            over.countDown();
            return isOver ? all : (all.isEmpty() ? "" : all + ", ") + "**no end**";
        }
    }
}
