package io.github.windsock.server;

import io.github.windsock.ReadyState;
import io.github.windsock.journal.internal.Recorder;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.clock.BehaviorCode;
import io.github.windsock.server.internal.clock.BehaviorTimers;
import io.github.windsock.server.internal.conversation.Rooms;
import io.github.windsock.server.internal.conversation.RuleUse;
import io.github.windsock.server.internal.conversation.RunningScripts;
import io.github.windsock.server.internal.engine.Ability;
import io.github.windsock.server.internal.engine.HttpFallback;
import io.github.windsock.server.internal.engine.ListeningPort;
import io.github.windsock.server.internal.handshake.ConnectionLog;
import io.github.windsock.server.internal.handshake.ConnectionWaits;
import io.github.windsock.server.internal.handshake.HandshakeResponder;
import io.github.windsock.server.internal.handshake.Outages;
import io.github.windsock.server.internal.handshake.PathTemplate;
import io.github.windsock.server.internal.handshake.RequestDispatcher;
import io.github.windsock.server.internal.handshake.RouteTable;
import io.github.windsock.server.internal.handshake.Verification;
import io.github.windsock.server.internal.session.ServerContext;
import io.github.windsock.server.internal.session.ServerSession;
import io.github.windsock.server.internal.session.ServerSessions;
import io.github.windsock.server.internal.session.UnexpectedEvents;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** A running server. It creates the parts of the server and connects them, and runs outages and windows. */
final class RunningServer {
    private static final String KEPT =
            "the connection was open before behave(..), which is for later attempts; connection.behave(..) changes it";

    private final ServerSettings settings;
    private final Recorder journal;
    private final ListeningPort port;
    private final String address;
    private final ConnectionLog log;
    private final ServerSessions sessions = new ServerSessions();
    private final ServerContext context;
    private final RouteTable routes;
    private final HandshakeResponder responder;
    private final RequestDispatcher dispatcher;
    private final Outages outages;
    private final ConnectionWaits waits;
    private final Verification verification;
    private final BehaviorTimers timers;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Deque<ServerWindow> windows = new ArrayDeque<>(); // the latest one first; guarded by this

    /** Starts a server. It accepts connections only when all its parts exist. */
    static RunningServer start(ServerSettings settings, Plan plan) {
        settings.engine().require(plan.needs(), plan);
        RunningServer server = new RunningServer(settings, plan);
        server.context.expect(plan);
        server.journal.servers().add(server.port.port(), server.address);
        server.port.admit(server.dispatcher);
        return server;
    }

    private RunningServer(ServerSettings settings, Plan plan) {
        this.settings = settings;
        journal = settings.journal();
        log = new ConnectionLog(settings.maxRemembered());
        routes = new RouteTable(plan);
        port = settings.open();
        address = settings.url("ws", port);
        timers = settings.timers();
        context = context();
        verification = new Verification(settings, log, context);
        responder = new HandshakeResponder(port, context, log);
        outages = new Outages(journal, port, responder, sessions);
        waits = new ConnectionWaits(settings, address, log, port, closed, outages);
        dispatcher = new RequestDispatcher(
                settings.filter(), settings.secretHeaders(), journal, port, log, responder, routes, address);
    }

    private ServerContext context() {
        return new ServerContext(
                settings.closeTimeout(),
                new RunningScripts(settings.timeout(), journal.settings()),
                new RuleUse(settings.reportsUnusedRules()),
                new Rooms(),
                task -> port.executeBlocking(BehaviorCode.of(task)),
                new UnexpectedEvents(),
                journal.pending(),
                sessions,
                ServerConnection::of,
                settings.maxQueuedBytes(),
                settings.limitNames(),
                timers,
                settings.engine());
    }

    ServerSettings settings() {
        return settings;
    }

    HandshakeResponder responder() {
        return responder;
    }

    ListeningPort port() {
        return port;
    }

    /** Returns the address for WebSocket clients. */
    String address() {
        return address;
    }

    ConnectionLog log() {
        return log;
    }

    /** Returns the waits for connections and attempts. */
    ConnectionWaits waits() {
        requireOpen();
        return waits;
    }

    /** What clients have sent is not delayed meanwhile. With a test clock, delayed frames count as not arrived. */
    void verify() {
        if (timers.isDrivenByTest()) {
            verification.verify(settings.timeout());
            return;
        }
        sessions.suspendDelays(true);
        try {
            verification.verify(settings.timeout());
        } finally {
            sessions.suspendDelays(false);
        }
    }

    /** Sets the handler of HTTP requests that are not opening handshakes. */
    void fallback(HttpFallback other) {
        dispatcher.fallback(other);
    }

    void behave(Plan plan) {
        requirePlayable(plan);
        routes.set(plan);
        noteKept();
    }

    void behave(PathTemplate path, Plan plan) {
        requirePlayable(plan);
        routes.set(path, plan);
        noteKept();
    }

    /** An injected socket is open before a test can set a behavior: a failure tells whoever overlooks that. */
    private void noteKept() {
        log.connections().stream()
                .map(ServerSession::log)
                .filter(each -> each.readyState() != ReadyState.CLOSED)
                .forEach(each -> each.note(KEPT));
    }

    private void requirePlayable(Plan plan) {
        requireOpen();
        settings.engine().require(plan.needs(), plan);
        context.expect(plan);
    }

    synchronized void goDown() {
        requireOpen();
        settings.engine().require(Ability.OUTAGE, "goDown()");
        outages.begin();
    }

    synchronized void comeBack() {
        requireOpen();
        outages.end();
    }

    /** Describes what has come, for a failure; of a closed server too. */
    String whatCame() {
        return waits.whatCame();
    }

    /** Returns a note for a failure that the server is down; empty if it is not. */
    String outage() {
        return outages.hint();
    }

    synchronized ServerWindow openWindow() {
        requireOpen();
        log.beginWindow();
        verification.begin(sessions.open().stream().anyMatch(ServerSession::mayFailTest), routes.plans());
        ServerWindow window =
                new ServerWindow(this, routes.copy(), dispatcher.begin(), sessions.open(), outages.isDown());
        windows.push(window);
        return window;
    }

    void end(ServerWindow window) {
        if (!remove(window)) {
            return; // an outer one was closed at the same time
        }
        routes.restore(window.routes());
        window.restoreFallback();
        try {
            endOutage(window);
        } finally {
            endConnections(window);
            log.beginWindow();
        }
    }

    /** Removes a window with those that were opened since, which would later restore what was set within this one. */
    private synchronized boolean remove(ServerWindow window) {
        if (!windows.contains(window)) {
            return false;
        }
        for (ServerWindow last = windows.pop(); last != window; last = windows.pop()) {
            last.supersede();
        }
        return true;
    }

    private void endConnections(ServerWindow window) {
        if (!window.keepsConnections()) {
            Set<ServerSession> late = new HashSet<>(sessions.open());
            late.removeIf(window::isOlder);
            sessions.end(late, "test over");
        }
    }

    private synchronized void endOutage(ServerWindow window) {
        if (!window.wasDown() && !closed.get()) {
            outages.end();
        }
    }

    boolean isClosed() {
        return closed.get();
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("the server at " + address + " is closed; start another one");
        }
    }

    void close() {
        if (closed.compareAndSet(false, true)) {
            responder.stopAnswering("the server was closed meanwhile"); // first, or the clients seem to have left
            journal.servers().endOutage(port.port());
            port.close();
            dispatcher.closed();
            journal.servers().remove(port.port());
            sessions.endAll("server stopping");
            timers.close();
            journal.signal();
        }
    }

    @Override
    public String toString() {
        return address + " " + (closed.get() ? "closed" : routes);
    }
}
