package io.github.windsock.server.internal.conversation;

import io.github.windsock.journal.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The scripts that have begun on a server's connections, and are not over: the strict check waits for these. */
public final class RunningScripts {
    private final Duration timeout;
    private final Settings settings;
    private final Set<ScriptConversation> scripts = ConcurrentHashMap.newKeySet();

    /**
     * Makes it.
     *
     * @param timeout the longest wait of a script for what the client has to do next
     * @param settings say whether it is in force
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

    /** Returns whether no script is in the middle. */
    public boolean areOver() {
        return scripts.stream().allMatch(ScriptConversation::mayEnd);
    }

    /** Ends those that are in the middle, and returns for each how far it has come. */
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
