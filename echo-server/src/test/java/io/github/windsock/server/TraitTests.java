package io.github.windsock.server;

import static io.github.windsock.server.Behaviors.compress;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.fragment;
import static io.github.windsock.server.Behaviors.latency;
import static io.github.windsock.server.Behaviors.maxMessageBytes;
import static io.github.windsock.server.Behaviors.neverAnswerClose;
import static io.github.windsock.server.Behaviors.neverAnswerPing;
import static io.github.windsock.server.Behaviors.pingEvery;
import static io.github.windsock.server.Behaviors.push;
import static io.github.windsock.server.Behaviors.sendMessage;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.CloseStatus;
import io.github.windsock.internal.wire.Opcode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What each trait changes, on a wire in memory. */
class TraitTests {
    private final MemoryOutput slow = MemoryOutput.slow();
    private final MemoryOutput wire = MemoryOutput.fast();

    @Test
    void never_answer_close() {
        wire.open(echo().with(neverAnswerClose())).receiveClose(new CloseStatus(1000, ""));

        assertEquals(List.of("✕ neverAnswerClose echo().with(neverAnswerClose())"), wire.deeds);
    }

    @Test
    void never_answer_ping() {
        wire.open(echo().with(neverAnswerPing())).receive(Opcode.PING, true, "p");

        assertEquals(List.of("✕ neverAnswerPing echo().with(neverAnswerPing())"), wire.deeds);
    }

    @Test
    void ping_every() {
        wire.open(echo().with(pingEvery(ofSeconds(1))));
        wire.pass(ofMillis(2500));
        wire.conversation().ended();

        assertEquals(List.of("send ping \"1\"", "send ping \"2\""), wire.deeds);
        assertEquals(0, wire.timers());
        assertEquals(Optional.empty(), wire.conversation().unfinished());
    }

    @Test
    void latency_delays_without_slowing_down() {
        wire.open(echo().times(2).with(latency(ofMillis(80))).then(sendMessage("last")));
        wire.receive("a");
        wire.receive(Opcode.PING, true, "p");
        wire.pass(ofMillis(10));
        wire.receive("b");
        wire.pass(ofMillis(69));
        assertEquals(List.of(), wire.deeds);
        assertEquals(Optional.of("3 late messages"), wire.conversation().unfinished());
        wire.pass(ofMillis(1));
        assertEquals(List.of("send text \"a\"", "send pong \"p\""), wire.deeds);
        wire.pass(ofMillis(10));

        assertEquals(
                List.of("send text \"a\"", "send pong \"p\"", "send text \"b\"", "send text \"last\""), wire.deeds);
    }

    @Test
    void jitter_keeps_order() {
        wire.open(echo().with(latency(ofMillis(80)).jitter(ofMillis(80))));
        wire.deeds.clear();
        for (int i = 0; i < 50; i++) {
            wire.receive(Integer.toString(i));
            wire.pass(ofMillis(1));
        }
        wire.pass(ofSeconds(1));

        List<String> expected = java.util.stream.IntStream.range(0, 50)
                .mapToObj(i -> "send text \"" + i + "\"")
                .toList();
        assertEquals(expected, wire.deeds);
    }

    @Test
    void latency_lets_the_client_wait_when_it_holds_much() {
        slow.open(echo().with(latency(ofSeconds(1))));
        for (int i = 0; i < 65; i++) {
            slow.receive("x");
        }
        assertEquals(1 + 64, slow.deeds.size(), "demands");
    }

    @Test
    void fragment_cuts_frames() {
        wire.open(echo().with(fragment(3)));
        wire.receive("12345678");
        wire.receive("123");
        wire.receive("");

        assertEquals(
                List.of(
                        "send text \"123\" …",
                        "send more \"456\" …",
                        "send more \"78\"",
                        "send text \"123\"",
                        "send text \"\""),
                wire.deeds);
    }

    @Test
    void limit_closes_with_1009() {
        wire.open(echo().with(maxMessageBytes(3)));
        wire.receive("123");
        wire.receive(Opcode.TEXT, false, "12");
        wire.receive(Opcode.CONTINUATION, true, "34");
        wire.receive("a");

        assertEquals(
                List.of(
                        "send text \"123\"",
                        "send text \"12\" …",
                        "close 1009 \"message is longer than the limit of 3 bytes\""),
                wire.deeds);
    }

    @Test
    void act_together() {
        wire.open(push(ofSeconds(1), "abcd")
                .times(1)
                .with(fragment(2))
                .with(latency(ofMillis(5)))
                .with(compress(true)));
        wire.pass(ofMillis(5));

        assertEquals(List.of("send text \"ab\" …", "send more \"cd\""), wire.deeds);
    }
}
