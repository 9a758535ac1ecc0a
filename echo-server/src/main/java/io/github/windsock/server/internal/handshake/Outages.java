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
        try {
            port.shut(this::reserved);
        } catch (IOException e) {
            if (down) {
                up("goDown() failed"); // the port could not be kept from others, and listens again
            }
            throw new IllegalStateException(
                    "the server cannot go down: port " + port.port() + " cannot be reserved (" + e
                            + "), so it still listens; use refuse(503) or dropOnAccept() for this test, or close the"
                            + " server",
                    e);
        }
        sessions.whenAdded(session -> session.reset(DOWN)); // those that are being accepted at this time
        sessions.reset(DOWN);
    }

    /** Nothing can prevent the outage any more, and no connection has been closed. */
    private void reserved() {
        down = true;
        journal.servers().beginOutage(port.port());
        journal.general().record(Events.fault("down", DOWN));
        responder.stopAnswering("the server went down meanwhile"); // first, or the clients seem to have left
    }

    public void end() {
        if (!down) {
            return;
        }
        try {
            port.reopen(() -> up("EchoServer.comeBack()"));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the server cannot come back: it cannot listen on port " + port.port() + " (" + e
                            + "), so it is still down; call comeBack() again, or close the server and start another"
                            + " one",
                    e);
        }
    }

    /** Before the first client comes. */
    private void up(String why) {
        sessions.whenAdded(session -> {});
        responder.resumeAnswering();
        journal.general().record(Events.note("up again", why));
        down = false;
        journal.servers().endOutage(port.port());
    }
}
