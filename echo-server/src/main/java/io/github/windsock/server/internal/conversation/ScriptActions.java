package io.github.windsock.server.internal.conversation;

import io.github.windsock.Message;
import io.github.windsock.internal.script.ScriptStep;
import io.github.windsock.internal.script.ScriptStep.CloseStep;
import io.github.windsock.internal.script.ScriptStep.DropStep;
import io.github.windsock.internal.script.ScriptStep.FaultStep;
import io.github.windsock.internal.script.ScriptStep.PauseStep;
import io.github.windsock.internal.script.ScriptStep.ResetStep;
import io.github.windsock.internal.script.ScriptStep.SendMessage;
import io.github.windsock.internal.script.ScriptStep.SendPing;
import io.github.windsock.internal.script.ScriptStep.SendTemplate;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.Opcode;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Performs the server's steps of a script. */
final class ScriptActions {
    private final UnaryOperator<String> filling;
    private final Consumer<FaultStep> faults;
    private final ConversationContext context;
    private final StepTimer pause;

    /**
     * Creates it.
     *
     * @param filling replaces the placeholders of a template
     * @param faults plays a fault
     */
    ScriptActions(UnaryOperator<String> filling, Consumer<FaultStep> faults, ConversationContext context) {
        this.filling = filling;
        this.faults = faults;
        this.context = context;
        this.pause = new StepTimer(context);
    }

    /** Performs a step that does not end the connection, and then runs a task on the conversation's thread. */
    void act(ScriptStep step, Runnable done) {
        if (step instanceof SendMessage send) {
            send(MessageParts.frame(send.message()), done);
        } else if (step instanceof SendTemplate template) {
            send(MessageParts.frame(Message.text(filling.apply(template.template()))), done);
        } else if (step instanceof SendPing ping) {
            send(Frame.control(Opcode.PING, ping.payload().asByteBuffer()), done);
        } else if (step instanceof PauseStep time) {
            pause.start(time.toString(), time.time(), done);
        } else if (step instanceof FaultStep fault) {
            faults.accept(fault);
            done.run();
        } else {
            throw new IllegalStateException(step + " is not a step of the server");
        }
    }

    private void send(Frame frame, Runnable done) {
        context.output().send(frame, () -> context.execute(done));
    }

    /** Returns how a step ends the connection, if it does. */
    Optional<OutputEnd> end(ScriptStep step) {
        if (step instanceof CloseStep close) {
            return Optional.of(new OutputEnd.Close(close.status()));
        }
        if (step instanceof DropStep) {
            return Optional.of(new OutputEnd.Drop(context.whole()));
        }
        return step instanceof ResetStep ? Optional.of(new OutputEnd.Reset(context.whole())) : Optional.empty();
    }

    /** Tells whether a pause ends only when the test advances the clock. */
    boolean waitsForTestClock() {
        return pause.waitsForTestClock();
    }
}
