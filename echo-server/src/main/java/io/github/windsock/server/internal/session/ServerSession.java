package io.github.windsock.server.internal.session;

import io.github.windsock.CloseStatus;
import io.github.windsock.Handshake;
import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.internal.wire.ProtocolViolation;
import io.github.windsock.journal.internal.Events;
import io.github.windsock.journal.internal.PartyLog;
import io.github.windsock.server.internal.behavior.Invocation;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.conversation.ConversationContext;
import io.github.windsock.server.internal.conversation.ConversationServices;
import io.github.windsock.server.internal.conversation.FaultOrder;
import io.github.windsock.server.internal.conversation.FrameOutput;
import io.github.windsock.server.internal.engine.Ability;
import io.github.windsock.server.internal.engine.Link;
import java.time.Duration;

/**
 * One connection: passes the events of its link to the journal and the behavior, and the actions of the test to the
 * link. It connects its parts, each of which does one thing: {@link FrameReceiver}, {@link CurrentConversation}, {@link
 * OrderedActions}, {@link MessageSender}, {@link SessionCloser}, {@link AbruptEnd}, {@link StallGate}, {@link
 * SessionFences}.
 */
public final class ServerSession implements Link.Listener, DelayedInput.Recipient {
    private final PublicView view = new PublicView();
    private final SessionState state;
    private final ServerContext server;
    private final StallGate gate;
    private final DelayedInput input;
    private final MessageSender sender;
    private final SessionCloser closer;
    private final AbruptEnd abruptEnd;
    private final Disturber disturber;
    private final SessionOutput output;
    private final SessionServices services;
    private final CurrentConversation conversation;
    private final FrameReceiver receiver;
    private final OrderedActions actions;
    private final SessionFences fences;
    private boolean isReadingPostponed; // only the session's thread uses it

    public ServerSession(PartyLog log, Plan plan, Handshake handshake, ServerContext server) {
        this.server = server;
        state = new SessionState(log);
        gate = new StallGate(state);
        input = new DelayedInput(state, gate, this);
        sender = new MessageSender(state, gate, this);
        closer = new SessionCloser(state, sender, server.closeTimeout(), server.limits());
        abruptEnd = new AbruptEnd(state, server.closeTimeout());
        disturber = new Disturber(state, gate, abruptEnd, this);
        output = new SessionOutput(state, gate, sender, closer, abruptEnd, disturber);
        services = new SessionServices(state, server, handshake, output, gate, input, this);
        conversation = new CurrentConversation(plan, output, services, server);
        receiver = new FrameReceiver(state, gate, closer, conversation, this, server.undecided());
        actions = new OrderedActions(state, this);
        fences = new SessionFences(state, sender, conversation, services, gate, input, actions);
        log.attach(fences);
    }

    /** Sets the link. Called once, before other code gets the session. */
    public void linkTo(Link link) {
        state.linkTo(link);
    }

    /** Records that the answer that opens the connection has a fault. */
    public void answeredWith(FaultOrder fault) {
        fences.answeredWith(fault.fault());
    }

    /** Returns the output of its behaviors. */
    public FrameOutput output() {
        return output;
    }

    // Called by the link.

    @Override
    public void opened() {
        conversation.opened();
        fences.begin();
        actions.begin();
    }

    @Override
    public void frame(Frame frame) {
        actions.runWaiting();
        if (conversation.isReplaced()) {
            guarded(this::change); // which may delay the frame
        }
        if (!state.isOver() && !input.takes(frame)) { // what ran before it may have ended the connection
            receive(frame);
        }
    }

    @Override
    public void receive(Frame frame) {
        if (!gate.postpones() || !gate.postpone(() -> takeGuarded(frame))) {
            takeGuarded(frame);
        }
    }

    private void takeGuarded(Frame frame) {
        try {
            take(frame);
        } catch (RuntimeException | Error e) {
            conversation.breakOff(e);
        }
    }

    @Override
    public void readFence(Frame fence) {
        guarded(this::change);
        FrameReceiver.readFence(fence);
    }

    private void take(Frame frame) {
        change(); // what the client sent after behave(..) is for the next conversation
        if (state.isOver()) {
            return;
        }
        boolean isLost = receiver.isLost(frame);
        if (!isLost && FrameReceiver.isFence(frame)) {
            FrameReceiver.readFence(frame);
            services.demand();
            return;
        }
        disturber.moved();
        if (isLost) {
            services.demand();
        } else {
            receiver.take(frame);
        }
    }

    @Override
    public void violated(ProtocolViolation violation) {
        // What a refusal is to free is not kept until the server reads on.
        if (violation.isRefusal() || !gate.postponeBehind(() -> failInOrder(violation))) {
            failInOrder(violation);
        }
    }

    private void failInOrder(ProtocolViolation violation) {
        input.runInOrder(() -> fail(violation));
    }

    private void fail(ProtocolViolation violation) {
        if (state.isOver()) {
            return; // another engine may find it late
        }
        closer.violated(violation);
        receiver.forget();
        sender.forget();
    }

    @Override
    public void failed(Throwable cause) {
        closer.because("the server failed: " + cause);
        state.log().record(Events.failure(conversation.plan(), cause));
    }

    @Override
    public void inputEnded(Runnable end) {
        input.runInOrder(end);
    }

    @Override
    public void outputBroken() {
        input.needNoDemand();
    }

    @Override
    public void ended(Link.End end) {
        if (end == Link.End.CLOSED_BY_PEER || end == Link.End.RESET_BY_PEER) {
            endInOrder(end);
        } else {
            input.end();
            over(end);
        }
    }

    private void endInOrder(Link.End end) {
        if (!gate.postponeEnd(() -> endInOrder(end))) {
            input.endInOrder(() -> over(end));
        }
    }

    private void over(Link.End end) {
        closer.over();
        actions.end();
        conversation.ended();
        disturber.ended();
        closer.ended(end); // last, since nothing is recorded after it, and no timer runs any more
        server.sessions().ended(this);
    }

    // Called by its parts, but not before all of them exist.

    /** See {@link CurrentConversation#guarded}. */
    void guarded(Runnable action) {
        conversation.guarded(action);
    }

    /** Returns the public view of the session. */
    Object publicly() {
        return server.publicly().apply(this);
    }

    public PublicView view() {
        return view;
    }

    public PartyLog log() {
        return state.log();
    }

    /** Returns the opening handshake with its answer. */
    public Handshake handshake() {
        return services.handshake();
    }

    // Changing the behavior.

    /** Replaces the behavior. */
    public void behave(Plan plan) {
        server.engine().require(plan.needs(), plan);
        conversation.expect(plan);
        actions.runOnThread(plan + ", which has not begun", () -> {
            conversation.replace(plan);
            change();
        });
    }

    /** Changes the conversation if it was replaced, but not within a message, which another one could not continue. */
    void change() {
        if (!conversation.isReplaced()) {
            return;
        }
        input.endDelay(); // the rest of a message is not late any more
        if (!receiver.isWithinMessage() && !sender.isWithinMessage()) { // called again at the end of the message
            conversation.change(state.isOver());
            sender.sendHeld();
        }
    }

    /** Tells whether another behavior takes over and has not begun. */
    boolean isBeingReplaced() {
        return conversation.coming() != null;
    }

    @Override
    public ConversationServices services() {
        return services;
    }

    /** A frame is sent that is no fence. */
    void moved() {
        disturber.moved();
    }

    /** A frame was sent that ends a message. Called under the session's lock. */
    void betweenMessages() {
        if (conversation.isReplaced()) {
            // Later, since the current conversation is running.
            state.link().schedule(Duration.ZERO, () -> guarded(this::change));
        } else if (!isBeingReplaced()) {
            sender.sendHeld();
        }
    }

    // Called by the test and the server.

    public void send(Message message) {
        synchronized (state) {
            requireRoom("send", message.payload());
            actions.run(MessageSender.costOf(message.payload()), () -> sender.send(message));
        }
    }

    public void sendPing(Payload payload) {
        sendControl("ping", Opcode.PING, payload);
    }

    /** Sends an unsolicited pong. */
    public void sendPong(Payload payload) {
        sendControl("pong", Opcode.PONG, payload);
    }

    private void sendControl(String verb, Opcode opcode, Payload payload) {
        synchronized (state) {
            requireRoom(verb, payload);
            actions.run(MessageSender.costOf(payload), () -> sender.sendControl(opcode, payload));
        }
    }

    private void requireRoom(String verb, Payload payload) {
        sender.requireOpen(verb);
        sender.requireRoom(payload, actions.bytes(), server.maxQueued());
    }

    public long queued() {
        return sender.queued() + actions.bytes();
    }

    public void close(CloseStatus status) {
        actions.run(0, () -> closer.close(status));
    }

    /** Plays a fault in addition to the behavior. */
    public void fault(Invocation fault) {
        server.engine().require(fault.needs(), fault);
        synchronized (state) {
            sender.requireOpen("play " + fault);
            actions.run(0, () -> sender.unlessClosing(fault, () -> play(fault)));
        }
    }

    private void play(Invocation fault) {
        fault.play(ConversationContext.of(services, output, "ServerConnection.fault(" + fault + ")"));
    }

    public void drop(String order) {
        actions.run(0, () -> abruptEnd.drop(order));
    }

    /** Resets the connection at once. Actions that wait find that it has ended. */
    public void reset(String order) {
        abruptEnd.reset(order);
    }

    /** See {@link DelayedInput#suspend}. */
    void suspendDelay(boolean suspends) {
        actions.run(0, () -> input.suspend(suspends));
    }

    void abandon() {
        abruptEnd.abandon();
    }

    public void stall() {
        String order = "ServerConnection.stall()";
        actions.run(0, () -> gate.stall(Events.fault("stall", order), order));
    }

    /** Tells whether the server does not read, or drops what it reads, so that it sees no answer. */
    boolean isShut() {
        return gate.isShut();
    }

    public void resume() {
        actions.run(0, this::resumeNow);
    }

    private void resumeNow() {
        if (gate.resume()) {
            services.execute(this::readPostponed);
        }
    }

    /** Reads what was postponed, in order: what arrives meanwhile is postponed too. */
    private void readPostponed() {
        if (isReadingPostponed) {
            return; // resumed within one of them
        }
        isReadingPostponed = true;
        try {
            for (Runnable next = gate.next(); next != null; next = gate.next()) {
                guarded(next);
            }
        } finally {
            isReadingPostponed = false;
        }
    }

    /** Throws if the server's engine does not support an ability. */
    public void require(Ability ability, String what) {
        server.engine().require(ability, what);
    }

    public boolean mayFailTest() {
        return conversation.mayFailTest();
    }

    public boolean hasBegun() {
        return fences.hasBegun();
    }
}
