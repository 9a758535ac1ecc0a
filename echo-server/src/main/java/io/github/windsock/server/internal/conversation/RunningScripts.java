package io.github.windsock.server.internal.conversation;

import io.github.windsock.journal.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The running scripts on a server's connections. {@code verify()} waits for them. */
public final class RunningScripts {
    private final Duration timeout;
    private final Settings settings;
    private final Set<ScriptConversation> scripts = ConcurrentHashMap.newKeySet();

    /**
     * Creates it.
     *
     * @param timeout the timeout of a script for the client's next step
     * @param settings tells whether waits time out
     */
    public RunningScripts(Duration timeout, Settings settings) {
        this.timeout = timeout;
        this.settings = settings;
    }

    Duration timeout() {
        return timeout;
    }

    boolean isTimeoutInForce() {
        return settings.isTimeoutInForce();
    }

    void begin(ScriptConversation script) {
        scripts.add(script);
    }

    void end(ScriptConversation script) {
        scripts.remove(script);
    }

    /** Tells whether no script is incomplete. */
    public boolean areOver() {
        return scripts.isEmpty() || scripts.stream().allMatch(ScriptConversation::mayEnd);
    }

    /** Ends incomplete scripts, and returns a message for each. */
    public List<String> giveUp() {
        return scripts.stream()
                .filter(script -> !script.mayEnd() && script.mayFail())
                .map(this::giveUp)
                .toList();
    }

    private String giveUp(ScriptConversation script) {
        end(script);
        return script.giveUp();
    }
}
