package io.github.windsock.server.internal.session;

import io.github.windsock.journal.internal.RunningCode;
import io.github.windsock.server.internal.conversation.ConversationServices;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs code of the user for one session on worker threads, and counts the running calls.
 */
final class UserCode {
    private final SessionState state;
    private final ServerContext server;
    private final SessionServices services;
    private final AtomicInteger asking = new AtomicInteger();

    UserCode(SessionState state, ServerContext server, SessionServices services) {
        this.state = state;
        this.server = server;
        this.services = services;
    }

    /** See {@link ConversationServices#ask}. */
    <T> void ask(String where, Supplier<T> code, Consumer<T> then) {
        server.undecided().begin();
        asking.incrementAndGet();
        state.changed();
        try {
            server.workers().accept(() -> run(where, code, then));
        } catch (RuntimeException | Error e) { // such as no memory for a thread
            answered();
            throw e;
        }
    }

    private <T> void run(String where, Supplier<T> code, Consumer<T> then) {
        try {
            T result =
                    RunningCode.call(state.log().journal(), "code of " + services.name() + "'s behavior", where, code);
            services.execute(() -> then.accept(result));
        } catch (RuntimeException | Error e) {
            services.failed(where, e);
        } finally {
            services.execute(this::answered);
        }
    }

    private void answered() {
        asking.decrementAndGet();
        state.changed();
        server.undecided().end();
    }

    boolean isRunning() {
        return asking.get() > 0;
    }
}
