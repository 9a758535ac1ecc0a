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
import io.github.windsock.server.internal.behavior.BehaviorChain;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.behavior.ScriptFaults;
import io.github.windsock.server.internal.behavior.ScriptPlan;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * What both ends say, step by step, on each connection anew. The client has to keep to it: a message out of turn, a wait in
 * vain, and a connection that ends too early fail the test, by {@link EchoServer#verify()}, and close the connection with
 * 1011. An immutable value: each method returns another script.
 *
 * <pre>{@code
 * server.behave(script().expect("login").send("welcome").pause(ofMillis(50)).close(3005, "bye"));
 * }</pre>
 *
 * <p>Each wait for the client ends after the server's timeout. While the server pauses or sends, pings are answered, and the
 * client's next message is kept for the step that expects it. After the last step of a script without an end another behavior
 * may go on, see {@link #then(Behavior)}; if none does, the connection stays open, and the server silent.
 *
 * @see Behaviors#script()
 * @since 1.0
 */
@API(status = EXPERIMENTAL, since = "1.0")
public final class Script extends Behavior {
    static final Script NONE = new Script(ScriptPlan.NONE);
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    private final ScriptPlan script;

    Script(ScriptPlan script) {
        super(script);
        this.script = script;
    }

    /** A script is whole only when it is used. */
    @Override
    Plan plan() {
        return script.checked();
    }

    private Script plus(ScriptStep step) {
        return new Script(script.plus(step));
    }

    private Ended end(ScriptStep step) {
        return new Ended(script.plus(step));
    }

    // What the client has to do.

    /**
     * Waits for a text message.
     *
     * @param text the whole text, literally
     * @return the script with this step
     */
    public Script expect(String text) {
        return expect(Matchers.text(text));
    }

    /**
     * Waits for a message. What the matcher finds in it is known to the templates that follow, under its name.
     *
     * @param matcher which message it has to be
     * @return the script with this step
     * @throws IllegalArgumentException if no message can match
     */
    public Script expect(MessageMatcher matcher) {
        return plus(new ExpectMessage(requireNonNull(matcher, "matcher must not be null")));
    }

    /**
     * Waits for a ping, which is answered as any is. One that came since the last message that was expected counts.
     *
     * @return the script with this step
     */
    public Script expectPing() {
        return plus(new ExpectPing(null));
    }

    /**
     * Waits for a ping with a payload.
     *
     * @param payload its payload; pings with another one are answered, and do not count
     * @return the script with this step
     * @see #expectPing()
     */
    public Script expectPing(Payload payload) {
        return plus(new ExpectPing(requireNonNull(payload, "payload must not be null")));
    }

    /**
     * Waits for the client to begin the closing handshake, whatever its status, and answers with the same status.
     *
     * @return the whole script
     */
    public Ended expectClose() {
        return end(new ExpectClose(null));
    }

    /**
     * Waits for the client to begin the closing handshake with a status, and answers with the same.
     *
     * @param code the code
     * @param reason the whole reason
     * @return the whole script
     */
    public Ended expectClose(int code, String reason) {
        return end(new ExpectClose(new CloseStatus(code, requireNonNull(reason, "reason must not be null"))));
    }

    // What the server does.

    /**
     * Sends a text message.
     *
     * @param text the text, literally; a lone surrogate is sent as U+FFFD
     * @return the script with this step
     */
    public Script send(String text) {
        requireNonNull(text, "text must not be null");
        return plus(new SendMessage(Message.text(text)));
    }

    /**
     * Sends a binary message.
     *
     * @param bytes are copied
     * @return the script with this step
     */
    public Script send(byte[] bytes) {
        requireNonNull(bytes, "bytes must not be null");
        return plus(new SendMessage(Message.binary(bytes)));
    }

    /**
     * Sends a text in which places are filled in: <code>${message}</code> is the last message that a step took,
     * <code>${n}</code> how many have been taken, and each value that a matcher before this step found is under its name.
     *
     * @param template the text with its places; a name that is not known is refused when the script is used
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
     * @param payload at most 125 bytes
     * @return the script with this step
     * @throws IllegalArgumentException if it is longer
     */
    public Script ping(Payload payload) {
        return plus(new SendPing(ServerConnection.controlPayload(payload, "ping")));
    }

    /**
     * Lets time pass.
     *
     * @param time at most a day
     * @return the script with this step
     * @throws IllegalArgumentException if it is negative or longer
     */
    public Script pause(Duration time) {
        requireNonNull(time, "time must not be null");
        if (time.isNegative() || time.compareTo(LONGEST_PAUSE) > 0) {
            throw new IllegalArgumentException("pause " + time + " is not between 0 and 24 h");
        }
        return plus(new PauseStep(time));
    }

    /**
     * Begins the closing handshake with an empty Close frame, for which browsers report 1005.
     *
     * @return the whole script
     */
    public Ended close() {
        return end(new CloseStep(CloseStatus.NO_STATUS));
    }

    /**
     * Begins the closing handshake.
     *
     * @param code 1000-1003, 1007-1014 or 3000-4999
     * @param reason at most 123 bytes in UTF-8
     * @return the whole script
     * @throws IllegalArgumentException if RFC 6455 does not let an endpoint send the code, or the reason is too long
     */
    public Ended close(int code, String reason) {
        return end(new CloseStep(CloseStatus.sendable(code, requireNonNull(reason, "reason must not be null"))));
    }

    /**
     * Ends the connection without a Close frame, by FIN after what was sent: browsers report 1006.
     *
     * @return the whole script
     */
    public Ended drop() {
        return end(new DropStep());
    }

    /**
     * Ends the connection by RST: browsers report 1006.
     *
     * @return the whole script
     */
    public Ended reset() {
        return end(new ResetStep());
    }

    /**
     * Breaks a rule in what is sent, on purpose. Most clients answer with a Close frame, which the next step may expect. After
     * a fault that has a Close frame in it, or a frame without an end, nothing is sent any more.
     *
     * @param fault such as {@link Faults#invalidUtf8()}
     * @return the script with this step
     */
    public Script fault(FrameFault fault) {
        return plus(ScriptFaults.step(
                requireNonNull(fault, "fault must not be null").call()));
    }

    /**
     * Breaks the TCP connection on purpose. What a fault does later, such as {@link Faults#cutAfter}, it does while the script
     * goes on.
     *
     * @param fault such as {@link Faults#stopReading()}; after one that ends TCP at once no other step can follow
     * @return the script with this step
     */
    public Script fault(TransportFault fault) {
        return plus(ScriptFaults.step(
                requireNonNull(fault, "fault must not be null").call()));
    }

    // Scripts within it.

    /**
     * Does another script several times.
     *
     * @param n how often, at least 1
     * @param round what is done each time
     * @return the script with this step
     * @throws IllegalArgumentException if the number is less than 1, or the other script has no step
     */
    public Script repeat(int n, Script round) {
        requireNonNull(round, "round must not be null");
        if (n < 1) {
            throw new IllegalArgumentException("repeat " + n + " is less than 1, so " + round + " could never begin");
        }
        return plus(new RepeatStep(n, round.steps()));
    }

    /**
     * Does another script again and again, or never, as long as the client begins another round. Between two rounds the
     * client may close, or the test end.
     *
     * @param round what is done each time
     * @return the whole script
     * @throws IllegalArgumentException if the other script has no step, or neither expects anything nor pauses
     */
    public Ended repeat(Script round) {
        requireNonNull(round, "round must not be null");
        return end(new RepeatStep(0, round.steps()));
    }

    /**
     * Does one of two scripts, as the client chooses by what it does first.
     *
     * @param one begins with what the client does, and is asked first
     * @param other likewise; give it an {@code either} of its own for a third one
     * @return the script with this step
     * @throws IllegalArgumentException if one of them begins with what the server does, or the other could never be chosen
     */
    public Script either(Script one, Script other) {
        return plus(choice(
                requireNonNull(one, "one must not be null").steps(),
                requireNonNull(other, "other must not be null").steps()));
    }

    /**
     * Does one of two scripts, as the client chooses by what it does first.
     *
     * @param one begins with what the client does, and is asked first
     * @param other likewise
     * @return the whole script
     * @throws IllegalArgumentException as {@link #either(Script, Script)} does
     */
    public Ended either(Ended one, Ended other) {
        return end(choice(
                requireNonNull(one, "one must not be null").steps(),
                requireNonNull(other, "other must not be null").steps()));
    }

    /**
     * Does one of two scripts, as the client chooses by what it does first.
     *
     * @param one begins with what the client does, and is asked first
     * @param other likewise
     * @return the whole script
     * @throws IllegalArgumentException as {@link #either(Script, Script)} does
     */
    public Ended either(Script one, Ended other) {
        return end(choice(
                requireNonNull(one, "one must not be null").steps(),
                requireNonNull(other, "other must not be null").steps()));
    }

    /**
     * Does one of two scripts, as the client chooses by what it does first.
     *
     * @param one begins with what the client does, and is asked first
     * @param other likewise
     * @return the whole script
     * @throws IllegalArgumentException as {@link #either(Script, Script)} does
     */
    public Ended either(Ended one, Script other) {
        return end(choice(
                requireNonNull(one, "one must not be null").steps(),
                requireNonNull(other, "other must not be null").steps()));
    }

    private static EitherStep choice(List<ScriptStep> one, List<ScriptStep> other) {
        return new EitherStep(List.of(one, other));
    }

    /**
     * Does several scripts, each whole, in the order in which the client begins them.
     *
     * @param scripts at least two; each begins with what the client does
     * @return the script with this step
     * @throws IllegalArgumentException if one of them begins with what the server does, or could never be told from another
     */
    public Script anyOrder(Script... scripts) {
        requireNonNull(scripts, "scripts must not be null");
        return plus(new AnyOrderStep(Stream.of(scripts)
                .map(each -> requireNonNull(each, "a script must not be null").steps())
                .toList()));
    }

    List<ScriptStep> steps() {
        return script.steps();
    }

    // As a behavior.

    /**
     * Returns the behavior that does this and then another.
     *
     * @param next what is done on the same connection when this has come to its end
     * @return both, one after the other
     * @throws IllegalArgumentException if the other one answers an attempt, or says how a connection is opened, or the last
     *     step is a fault that ends TCP
     */
    public Behavior then(Behavior next) {
        return of(before(requireNonNull(next, "next must not be null")));
    }

    /**
     * Returns the behavior that does this and then another finite one.
     *
     * @param next what is done on the same connection when this has come to its end
     * @return both, one after the other
     * @throws IllegalArgumentException if the other one says how a connection is opened, or the last step is a fault that ends
     *     TCP
     */
    public FiniteBehavior then(FiniteBehavior next) {
        return new FiniteBehavior(before(requireNonNull(next, "next must not be null")));
    }

    private Plan before(Behavior next) {
        ScriptChecks.requireMore(steps(), next);
        return BehaviorChain.of(plan(), next.plan());
    }

    @Override
    public FiniteBehavior with(Trait trait) {
        return (FiniteBehavior) super.with(trait);
    }

    /**
     * A script after which nothing can follow: its last step ends the connection, or has no end.
     *
     * @since 1.0
     */
    @API(status = EXPERIMENTAL, since = "1.0")
    public static final class Ended extends Behavior {
        private final ScriptPlan script;

        Ended(ScriptPlan script) {
            super(script);
            this.script = script;
        }

        /** A script is whole only when it is used. */
        @Override
        Plan plan() {
            return script.checked();
        }

        List<ScriptStep> steps() {
            return script.steps();
        }
    }
}
