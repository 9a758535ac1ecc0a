package io.github.windsock.server.internal.session;

import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.conversation.Conversation;
import io.github.windsock.server.internal.conversation.ConversationContext;
import io.github.windsock.server.internal.conversation.ConversationSequence;
import io.github.windsock.server.internal.conversation.SilentConversation;
import io.github.windsock.server.internal.conversation.Starter;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The behavior that currently runs on a session. Another one can replace it. Everything runs on the session's thread,
 * except {@link #replace} and the getters.
 */
final class CurrentConversation {
    private final SessionOutput output;
    private final SessionServices services;
    private final ServerContext server;
    private final AtomicReference<@Nullable Plan> next = new AtomicReference<>();
    private volatile @Nullable Plan beginning;
    private volatile Conversation conversation;
    private volatile Plan plan;
    private volatile boolean opened;
    private volatile boolean mayFailTest;
    private ConversationContext context;

    CurrentConversation(Plan first, SessionOutput output, SessionServices services, ServerContext server) {
        this.output = output;
        this.services = services;
        this.server = server;
        this.plan = first;
        this.context = contextOf(first);
        this.conversation = begin(first);
        expect(first);
    }

    private ConversationContext contextOf(Object behavior) {
        return ConversationContext.of(services, output, behavior);
    }

    private Conversation begin(Plan begun) {
        return begun.isFinite()
                ? ConversationSequence.of(List.<Starter>of(begun, SilentConversation::of), context)
                : begun.begin(context);
    }

    /** Announces a behavior, before it begins. */
    void expect(Plan expected) {
        server.expect(expected);
        if (expected.mayFailTest()) {
            mayFailTest = true;
        }
    }

    Conversation get() {
        return conversation;
    }

    void opened() {
        opened = true;
        try {
            conversation.opened();
        } catch (RuntimeException | Error e) {
            breakOff(e);
        }
    }

    /** Sets the behavior that takes over with the next {@link #change}. */
    void replace(Plan other) {
        next.set(other);
    }

    boolean isReplaced() {
        return next.get() != null;
    }

    /** Returns a behavior that takes over and has not started yet. */
    @Nullable
    Plan coming() {
        Plan other = next.get();
        return other == null ? beginning : other;
    }

    /** Changes to the next behavior, if there is one and the connection has not ended. */
    void change(boolean isOver) {
        if (next.get() == null) {
            return;
        }
        Plan before = beginning;
        beginning = next.get(); // until it has started, the session is unfinished
        Plan other = next.getAndSet(null);
        try {
            if (other != null && !isOver) {
                changeTo(other);
            }
        } finally {
            beginning = before;
            services.changed();
        }
    }

    private void changeTo(Plan other) {
        conversation.ended();
        context.revoke();
        plan = other;
        context = contextOf(other);
        conversation = begin(other);
        if (opened) {
            conversation.opened();
        }
    }

    /** Ends the conversation, since the connection has ended. */
    void ended() {
        try {
            conversation.ended();
        } catch (RuntimeException | Error e) {
            breakOff(e);
        }
        context.revoke();
    }

    /** Runs an action of a behavior. If it throws, the test fails, and the connection is closed with 1011. */
    void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            breakOff(e);
        }
    }

    /** Fails the test and closes the connection, since the behavior has thrown. */
    void breakOff(Throwable failure) {
        Conversation broken = conversation;
        ConversationContext left = context;
        context = contextOf("");
        conversation = SilentConversation.of(context);
        services.failed(plan(), failure);
        left.fails();
        guarded(broken::ended);
        left.revoke();
    }

    /** Returns the behavior as a Java expression, for the journal. */
    String plan() {
        return plan.toString();
    }

    boolean mayFailTest() {
        return mayFailTest;
    }
}
