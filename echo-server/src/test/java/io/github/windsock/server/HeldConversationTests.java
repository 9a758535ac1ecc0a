package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.latency;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.pause;
import static io.github.windsock.server.Behaviors.push;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.script;
import static io.github.windsock.server.Behaviors.sendMessage;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.server.internal.conversation.Conversation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whether a conversation reads on before the test's clock is advanced, asked in each moment in which a fence may ask: one
 * that believes for a moment that nothing is read passes before what the client has sent.
 */
class HeldConversationTests {
    private final List<Boolean> held = new ArrayList<>();
    private final MemoryOutput output = MemoryOutput.fast();

    private MemoryOutput open(Behavior behavior) {
        return output.drivenByTest(this::observe).open(behavior);
    }

    private void observe() {
        Conversation conversation = output.conversation();
        if (conversation != null) {
            held.add(conversation.isHeld());
        }
    }

    @Test
    void a_late_reply_holds_up_nothing_in_no_moment() {
        open(on("slow", reply("late").after(ofMinutes(1))).otherwise(echo())).receive("slow");

        assertFalse(held.isEmpty());
        assertFalse(held.contains(true), held::toString);
    }

    @Test
    void nor_does_one_of_several_actions() {
        open(on("slow", reply("now"), reply("late").after(ofMinutes(1)), pause(ofMinutes(1)), sendMessage("end")))
                .receive("slow");
        output.pass(ofMinutes(1));

        assertFalse(held.isEmpty());
        assertFalse(held.contains(true), held::toString);
    }

    @Test
    void in_order_it_holds_up_what_comes_until_it_is_sent() {
        open(on("slow", reply("late").after(ofMinutes(1))).inOrder().otherwise(echo()))
                .receive("slow");
        assertTrue(held.get(held.size() - 1), held::toString);
        output.pass(ofMinutes(1));

        assertFalse(held.get(held.size() - 1), held::toString);
    }

    @Test
    void in_order_so_does_a_pause() {
        open(on("slow", pause(ofMinutes(1)), reply("late")).inOrder()).receive("slow");
        assertTrue(held.get(held.size() - 1), held::toString);
        output.pass(ofMinutes(1));

        assertFalse(output.conversation().isHeld());
    }

    /** As many as are late go no further, but what the client says is heard all the same. */
    @Test
    void a_push_with_as_many_late_messages_as_are_held_reads_on() {
        open(push(ofMillis(1), "tick").with(latency(ofMinutes(1))));
        for (int i = 0; i < 100; i++) {
            output.pass(ofMillis(1));
        }
        output.receive("a");

        assertFalse(output.conversation().isHeld());
    }

    @Test
    void an_echo_with_as_many_does_not() {
        open(echo().with(latency(ofMinutes(1))));
        for (int i = 0; i < 64; i++) {
            output.receive("a");
        }
        assertFalse(output.conversation().isHeld());
        output.receive("one too many");

        assertTrue(output.conversation().isHeld());
        output.pass(ofMinutes(1));
        assertFalse(output.conversation().isHeld());
    }

    @Test
    void a_script_that_pauses_holds_up_nothing_before_a_message_waits() {
        open(script().expect("a").pause(ofMinutes(1)).send("b").expect("c").pause(ofMinutes(1)))
                .receive("a");
        assertFalse(held.isEmpty());
        assertFalse(held.contains(true), held::toString);
        output.receive("c");

        assertTrue(output.conversation().isHeld());
    }
}
