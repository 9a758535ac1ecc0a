package io.github.windsock.server.internal.handshake;

import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.internal.engine.ListeningPort;
import io.github.windsock.server.internal.session.ServerSessions;
import java.io.IOException;

/** Takes a server down and up again. Not thread-safe; the caller synchronizes. */
public final class Outages {
    private static final String DOWN = "EchoServer.goDown()";

    private final Recorder journal;
    private final ListeningPort port;
    private final HandshakeResponder responder;
    private final ServerSessions sessions;
    private volatile boolean down; // read by hint on any thread

    public Outages(Recorder journal, ListeningPort port, HandshakeResponder responder, ServerSessions sessions) {
        this.journal = journal;
        this.port = port;
        this.responder = responder;
        this.sessions = sessions;
    }

    public boolean isDown() {
        return down;
    }

    /** Returns a hint for a failed wait if the server is down; empty otherwise. */
    public String hint() {
        return down ? "; the server is down since goDown(), so nobody can come before comeBack()" : "";
    }

    public void begin() {
        if (down) {
            return;
        }
        down = true;
        journal.servers().beginOutage(port.port());
        journal.general().record(Events.fault("down", DOWN));
        responder.stopAnswering("the server went down meanwhile"); // first, or the clients seem to have left
        try {
            port.shut();
        } catch (IOException e) {
            throw new IllegalStateException("the server cannot keep its port " + port.port() + " while down: " + e, e);
        }
        sessions.whenAdded(session -> session.reset(DOWN)); // those that are being accepted at this time
        sessions.reset(DOWN);
    }

    public void end() {
        if (!down) {
            return;
        }
        sessions.whenAdded(session -> {});
        responder.resumeAnswering();
        journal.general().record(Events.note("up again", "EchoServer.comeBack()"));
        try {
            port.reopen();
            down = false;
            journal.servers().endOutage(port.port());
        } catch (IOException e) {
            throw new IllegalStateException("the server cannot listen again on port " + port.port() + ": " + e, e);
        }
    }
}
