package io.github.windsock.server;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import io.github.windsock.CloseStatus;
import io.github.windsock.Matchers;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import io.github.windsock.Payload;
import io.github.windsock.internal.script.ScriptChecks;
import io.github.windsock.internal.script.ScriptStep;
import io.github.windsock.internal.script.ScriptStep.AnyOrderStep;
import io.github.windsock.internal.script.ScriptStep.CloseStep;
import io.github.windsock.internal.script.ScriptStep.DropStep;
import io.github.windsock.internal.script.ScriptStep.EitherStep;
import io.github.windsock.internal.script.ScriptStep.ExpectClose;
import io.github.windsock.internal.script.ScriptStep.ExpectMessage;
import io.github.windsock.internal.script.ScriptStep.ExpectPing;
import io.github.windsock.internal.script.ScriptStep.PauseStep;
import io.github.windsock.internal.script.ScriptStep.RepeatStep;
import io.github.windsock.internal.script.ScriptStep.ResetStep;
import io.github.windsock.internal.script.ScriptStep.SendMessage;
import io.github.windsock.internal.script.ScriptStep.SendPing;
import io.github.windsock.internal.script.ScriptStep.SendTemplate;
import io.github.windsock.internal.text.Durations;
import io.github.windsock.internal.text.Elements;
import io.github.windsock.server.internal.behavior.BehaviorChain;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.behavior.ScriptFaults;
import io.github.windsock.server.internal.behavior.ScriptPlan;
import java.time.Duration;
import java.util.List;
import org.apiguardian.api.API;

/**
 * A list of what both ends send, step by step, which is played on each connection from the start. The client must
 * follow it: an unexpected message, a missing one, and a connection that ends too early make {@link
 * EchoServer#verify()} fail, and the connection is closed with 1011. Immutable: each method returns a new script.
 *
 * <pre>{@code
 * server.behave(script().expect("login").send("welcome").pause(ofMillis(50)).close(3005, "bye"));
 * }</pre>
 *
 * <p>Each wait for the client has the server's timeout. While the server pauses or sends, pings are answered, and the
 * client's next message is kept for the step that expects it. If the last step does not end the connection, another
 * behavior can follow, see {@link #then(Behavior)}; if none does, the connection stays open and the server sends
 * nothing.
 *
 * @see Behaviors#script()
 * @since 1.0
 */
@API(status = EXPERIMENTAL, since = "1.0")
public final class Script extends Behavior {
    static final Script NONE = new Script(ScriptPlan.NONE);
    private static final Duration MAX_PAUSE = Duration.ofDays(1);

    Script(ScriptPlan script) {
        super(script);
    }

    private ScriptPlan script() {
        return (ScriptPlan) inside();
    }

    private Script plus(ScriptStep step) {
        return new Script(script().plus(step));
    }

    private Ended end(ScriptStep step) {
        return new Ended(script().plus(step));
    }

    // The client's steps.

    /**
     * Waits for a text message.
     *
     * @param text the whole text
     * @return the script with this step
     */
    public Script expect(String text) {
        return expect(Matchers.text(text));
    }

    /**
     * Waits for a message. Later templates can use the values that the matcher finds, by their names.
     *
     * @param matcher the expected message
     * @return the script with this step
     * @throws IllegalArgumentException if no message can match
     */
    public Script expect(MessageMatcher matcher) {
        return plus(new ExpectMessage(requireNonNull(matcher, "matcher must not be null")));
    }

    /**
     * Waits for a ping, which is answered like any other. A ping that arrived after the last expected message counts.
     *
     * @return the script with this step
     */
    public Script expectPing() {
        return plus(new ExpectPing(null));
    }

    /**
     * Waits for a ping with a payload.
     *
     * @param payload the payload; other pings are answered but do not count
     * @return the script with this step
     * @throws IllegalArgumentException if the payload is longer than 125 bytes, the longest of a ping
     * @see #expectPing()
     */
    public Script expectPing(Payload payload) {
        return plus(new ExpectPing(requireNonNull(payload, "payload must not be null")));
    }

    /**
     * Waits for a Close frame of the client with any status, and answers with the same status.
     *
     * @return the complete script
     */
    public Ended expectClose() {
        return end(new ExpectClose(null));
    }

    /**
     * Waits for a Close frame of the client with a status, and answers with the same status.
     *
     * @param code the close code: 1000-1003, 1007-1014 or 3000-4999; 1005 for a Close frame without a code
     * @param reason the whole close reason
     * @return the complete script
     * @throws IllegalArgumentException if no Close frame can have that status, such as 1006
     */
    public Ended expectClose(int code, String reason) {
        return end(new ExpectClose(new CloseStatus(code, requireNonNull(reason, "reason must not be null"))));
    }

    // The server's steps.

    /**
     * Sends a text message.
     *
     * @param text the text; each lone surrogate is sent as U+FFFD
     * @return the script with this step
     */
    public Script send(String text) {
        requireNonNull(text, "text must not be null");
        return plus(new SendMessage(Message.text(text)));
    }

    /**
     * Sends a binary message.
     *
     * @param bytes the content; it is copied
     * @return the script with this step
     */
    public Script send(byte[] bytes) {
        requireNonNull(bytes, "bytes must not be null");
        return plus(new SendMessage(Message.binary(bytes)));
    }

    /**
     * Sends a template: <code>${message}</code> is the last message that a step expected, <code>${n}</code> is the
     * number of such messages so far, and each value that an earlier matcher found has its own name.
     *
     * @param template the template; unknown names are refused when the script is used
     * @return the script with this step
     */
    public Script send(Template template) {
        return plus(new SendTemplate(
                requireNonNull(template, "template must not be null").text()));
    }

    /**
     * Sends a ping without a payload. The script does not wait for the pong.
     *
     * @return the script with this step
     */
    public Script ping() {
        return ping(Payload.EMPTY);
    }

    /**
     * Sends a ping. The script does not wait for the pong.
     *
     * @param payload the payload, at most 125 bytes
     * @return the script with this step
     * @throws IllegalArgumentException if it is longer
     */
    public Script ping(Payload payload) {
        return plus(new SendPing(ServerConnection.controlPayload(payload, "ping")));
    }

    /**
     * Waits.
     *
     * @param time the time to wait, at most 24 h
     * @return the script with this step
     * @throws IllegalArgumentException if the time is out of range
     */
    public Script pause(Duration time) {
        requireNonNull(time, "time must not be null");
        if (time.isNegative() || time.compareTo(MAX_PAUSE) > 0) {
            throw new IllegalArgumentException("pause " + Durations.format(time) + " is not between 0 and 24 h");
        }
        return plus(new PauseStep(time));
    }

    /**
     * Starts the closing handshake with a Close frame without a code. Browsers report 1005.
     *
     * @return the complete script
     */
    public Ended close() {
        return end(new CloseStep(CloseStatus.NO_STATUS));
    }

    /**
     * Starts the closing handshake.
     *
     * @param code the close code: 1000-1003, 1007-1014 or 3000-4999
     * @param reason the close reason, at most 123 bytes in UTF-8
     * @return the complete script
     * @throws IllegalArgumentException if RFC 6455 does not allow an endpoint to send the code, or the reason is too
     *     long
     */
    public Ended close(int code, String reason) {
        return end(new CloseStep(CloseStatus.sendable(code, requireNonNull(reason, "reason must not be null"))));
    }

    /**
     * Ends the connection with FIN, after everything that was sent, and without a Close frame. Browsers report 1006.
     *
     * @return the complete script
     */
    public Ended drop() {
        return end(new DropStep());
    }

    /**
     * Resets the connection (RST). Browsers report 1006.
     *
     * @return the complete script
     */
    public Ended reset() {
        return end(new ResetStep());
    }

    /**
     * Plays a fault of frames. Most clients answer with a Close frame, which the next step can expect. After a fault
     * with a Close frame or an incomplete frame, the server sends nothing more.
     *
     * @param fault the fault, such as {@link Faults#invalidUtf8()}
     * @return the script with this step
     */
    public Script fault(FrameFault fault) {
        return plus(ScriptFaults.step(
                requireNonNull(fault, "fault must not be null").call()));
    }

    /**
     * Plays a fault of TCP. The script goes on while a fault such as {@link Faults#cutAfter} waits for its time.
     *
     * @param fault the fault, such as {@link Faults#stopReading()}; no step can follow one that ends TCP at once
     * @return the script with this step
     */
    public Script fault(TransportFault fault) {
        return plus(ScriptFaults.step(
                requireNonNull(fault, "fault must not be null").call()));
    }

    // Steps that contain scripts.

    /**
     * Plays another script a number of times.
     *
     * @param n the number of rounds, at least 1
     * @param round the script of each round
     * @return the script with this step
     * @throws IllegalArgumentException if the number is less than 1, or the other script has no step
     */
    public Script repeat(int n, Script round) {
        requireNonNull(round, "round must not be null");
        if (n < 1) {
            throw new IllegalArgumentException("repeat " + n + " is less than 1, so " + round + " could never begin");
        }
        return plus(new RepeatStep(n, steps(round)));
    }

    /**
     * Plays another script any number of times, also zero: each round starts with the client. Between two rounds the
     * client may close, and the test may end.
     *
     * @param round the script of each round
     * @return the complete script
     * @throws IllegalArgumentException if the other script has no step, or has no expectation and no pause
     */
    public Ended repeat(Script round) {
        requireNonNull(round, "round must not be null");
        return end(new RepeatStep(0, steps(round)));
    }

    /**
     * Plays one of two scripts, which the client chooses by what it sends first.
     *
     * @param one a script that begins with a step of the client; it is tried first
     * @param other another such script; for three scripts, use an {@code either} in it
     * @return the script with this step
     * @throws IllegalArgumentException if one of them begins with a step of the server, or the other could never be
     *     chosen
     */
    public Script either(Script one, Script other) {
        return plus(choice(one, other));
    }

    /**
     * Plays one of two scripts, which the client chooses by what it sends first.
     *
     * @param one a script that begins with a step of the client; it is tried first
     * @param other another such script
     * @return the complete script
     * @throws IllegalArgumentException in the cases of {@link #either(Script, Script)}
     */
    public Ended either(Ended one, Ended other) {
        return end(choice(one, other));
    }

    /**
     * Plays one of two scripts, which the client chooses by what it sends first.
     *
     * @param one a script that begins with a step of the client; it is tried first
     * @param other another such script
     * @return the complete script
     * @throws IllegalArgumentException in the cases of {@link #either(Script, Script)}
     */
    public Ended either(Script one, Ended other) {
        return end(choice(one, other));
    }

    /**
     * Plays one of two scripts, which the client chooses by what it sends first.
     *
     * @param one a script that begins with a step of the client; it is tried first
     * @param other another such script
     * @return the complete script
     * @throws IllegalArgumentException in the cases of {@link #either(Script, Script)}
     */
    public Ended either(Ended one, Script other) {
        return end(choice(one, other));
    }

    private static EitherStep choice(Behavior one, Behavior other) {
        return new EitherStep(List.of(
                steps(requireNonNull(one, "one must not be null")),
                steps(requireNonNull(other, "other must not be null"))));
    }

    /**
     * Plays several scripts, each as a whole, in the order in which the client starts them.
     *
     * @param scripts the scripts, at least two; each begins with a step of the client
     * @return the script with this step
     * @throws IllegalArgumentException if one of them begins with a step of the server, or could never be chosen
     */
    public Script anyOrder(Script... scripts) {
        return plus(new AnyOrderStep(
                Elements.copyOf("scripts", scripts).stream().map(Script::steps).toList()));
    }

    private static List<ScriptStep> steps(Behavior script) {
        return ((ScriptPlan) script.inside()).steps();
    }

    // As a behavior.

    /**
     * Appends a behavior.
     *
     * @param next the behavior that follows on the same connection
     * @return a chain of both
     * @throws IllegalArgumentException if the next one answers an attempt or changes how a connection is opened, or the
     *     last step is a fault that ends TCP
     */
    public Behavior then(Behavior next) {
        return OpenBehavior.of(before(requireNonNull(next, "next must not be null")));
    }

    /**
     * Appends a finite behavior.
     *
     * @param next the behavior that follows on the same connection
     * @return a chain of both
     * @throws IllegalArgumentException if the next one changes how a connection is opened, or the last step is a fault
     *     that ends TCP
     */
    public FiniteBehavior then(FiniteBehavior next) {
        return new FiniteBehavior(before(requireNonNull(next, "next must not be null")));
    }

    private Plan before(Behavior next) {
        ScriptChecks.requireMore(steps(this), next);
        return BehaviorChain.of(plan(), next.plan());
    }

    @Override
    public FiniteBehavior with(Trait trait) {
        return (FiniteBehavior) super.with(trait);
    }

    /**
     * A script that nothing can follow: its last step ends the connection, or has no end.
     *
     * @since 1.0
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static final class Ended extends Behavior {
        Ended(ScriptPlan script) {
            super(script);
        }
    }
}
