package io.github.windsock.server;

import static io.github.windsock.Matchers.message;
import static io.github.windsock.Matchers.text;
import static io.github.windsock.server.Behaviors.broadcast;
import static io.github.windsock.server.Behaviors.closeEmpty;
import static io.github.windsock.server.Behaviors.closeWith;
import static io.github.windsock.server.Behaviors.dropConnection;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.fragment;
import static io.github.windsock.server.Behaviors.latency;
import static io.github.windsock.server.Behaviors.maxMessageBytes;
import static io.github.windsock.server.Behaviors.neverAnswerClose;
import static io.github.windsock.server.Behaviors.neverAnswerPing;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.pingEvery;
import static io.github.windsock.server.Behaviors.push;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.resetConnection;
import static io.github.windsock.server.Behaviors.script;
import static io.github.windsock.server.Behaviors.sendHandshake;
import static io.github.windsock.server.Behaviors.sendMessage;
import static io.github.windsock.server.Behaviors.silent;
import static io.github.windsock.server.Behaviors.template;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.CloseStatus;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.server.internal.conversation.Conversation;
import io.github.windsock.server.internal.conversation.HandshakeJson;
import io.github.windsock.server.internal.conversation.Rooms;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The behaviors on a wire in memory. */
class WireTests {
    private final MemoryOutput slow = MemoryOutput.slow();
    private final MemoryOutput wire = MemoryOutput.fast();

    @Test
    void echo_sends_each_frame_back_and_asks_for_the_next_when_it_is_written() {
        slow.open(echo());
        slow.receive(Opcode.TEXT, false, "a");
        assertEquals(List.of("demand", "send text \"a\" …"), slow.deeds);
        slow.write();
        slow.receive(Opcode.PING, true, "p");
        slow.write();
        slow.receive(Opcode.CONTINUATION, true, "b");
        slow.write();
        slow.receive(Opcode.PONG, true, "");

        assertEquals(
                List.of(
                        "demand",
                        "send text \"a\" …",
                        "demand",
                        "send pong \"p\"",
                        "demand",
                        "send more \"b\"",
                        "demand",
                        "demand"),
                slow.deeds);
    }

    @Test
    void echo_answers_a_close_with_its_status() {
        wire.open(echo()).receiveClose(new CloseStatus(3005, "bye"));

        assertEquals(List.of("close 3005 \"bye\""), wire.deeds);
    }

    @Test
    void echo_ends_after_a_number_of_messages_when_the_last_is_written() {
        slow.open(echo().times(1).then(resetConnection()));
        slow.receive(Opcode.TEXT, false, "a");
        slow.write();
        slow.receive(Opcode.CONTINUATION, true, "b");
        assertEquals(List.of("demand", "send text \"a\" …", "demand", "send more \"b\""), slow.deeds);
        slow.write();

        assertEquals("reset echo().times(1).then(resetConnection())", slow.deeds.get(4));
    }

    @Test
    void silent_takes_messages_and_answers_control_frames_only() {
        slow.open(silent());
        slow.receive("a");
        slow.receive(Opcode.PING, true, "p");
        slow.write();
        slow.receiveClose(new CloseStatus(1000, ""));

        assertEquals(List.of("demand", "demand", "send pong \"p\"", "demand", "close 1000 \"\""), slow.deeds);
    }

    @Test
    void send_reads_nothing_before_its_message_is_written() {
        slow.open(sendMessage("welcome").then(echo()));
        assertEquals(List.of("send text \"welcome\""), slow.deeds);
        slow.write();
        slow.receive("a");

        assertEquals(List.of("send text \"welcome\"", "demand", "send text \"a\""), slow.deeds);
    }

    @Test
    void a_finite_behavior_leaves_the_connection_open_and_silent() {
        wire.open(sendMessage(new byte[] {1, -1}));
        wire.receive("a");
        wire.receive(Opcode.PING, true, "p");

        assertEquals(List.of("send binary 01 ff", "send pong \"p\""), wire.deeds);
    }

    @Test
    void push_sends_at_once_and_then_every_time() {
        wire.open(push(ofMillis(20), n -> "tick-" + n).times(3).then(closeWith(3005, "done")));
        assertEquals(List.of("send text \"tick-1\""), wire.deeds);
        assertEquals(
                Optional.of("push(ofMillis(20), n -> …).times(3)"),
                wire.conversation().unfinished());
        wire.pass(ofMillis(19));
        assertEquals(1, wire.deeds.size());
        wire.pass(ofMillis(1));
        assertEquals(2, wire.deeds.size());
        wire.pass(ofMillis(20));

        assertEquals(
                List.of("send text \"tick-1\"", "send text \"tick-2\"", "send text \"tick-3\"", "close 3005 \"done\""),
                wire.deeds);
        assertEquals(Optional.empty(), wire.conversation().unfinished());
        assertEquals(0, wire.timers());
    }

    @Test
    void push_does_not_send_while_the_client_does_not_read() {
        slow.open(push(ofMillis(20), template("tick-${n}")));
        slow.pass(ofSeconds(10));
        assertEquals(List.of("demand", "send text \"tick-1\""), slow.deeds);
        slow.write();
        slow.pass(ofSeconds(10));

        assertEquals(List.of("demand", "send text \"tick-1\"", "send text \"tick-2\""), slow.deeds);
    }

    @Test
    void ends_are_ends() {
        assertEquals(
                List.of("send text \"a\"", "drop sendMessage(\"a\").then(dropConnection())"),
                wire.open(sendMessage("a").then(dropConnection())).deeds);
        assertEquals(List.of("close 1005 \"\""), MemoryOutput.fast().open(closeEmpty()).deeds);
    }

    @Test
    void headers_sends_the_handshake() {
        wire.open(sendHandshake());

        assertEquals(1, wire.deeds.size());
        assertEquals("""
            {
              "path": "/chat",
              "query": "room=a",
              "headers": {
                "Cookie": ["session=1234"],
                "Host": ["localhost"]
              },
              "offeredSubprotocols": [],
              "subprotocol": null,
              "extensions": null
            }\
            """, HandshakeJson.of(wire.handshake()));
    }

    /** A trait of an action holds while the action goes on, as it does in a chain. */
    @Nested
    class a_trait_of_an_action {

        private static final String PONG = "send pong \"p\"";

        private boolean answersPing() {
            int before = wire.deeds.size();
            wire.receive(Opcode.PING, true, "p");
            return wire.deeds.subList(before, wire.deeds.size()).contains(PONG);
        }

        @Test
        void leaves_pings_unanswered_until_the_action_is_over() {
            wire.open(on(text("x"), push(ofMillis(500), "p").times(2).with(neverAnswerPing())));
            assertEquals(true, answersPing());
            wire.receive("x");
            assertEquals(false, answersPing());
            wire.pass(ofMillis(500));
            assertEquals(true, answersPing());
        }

        @Test
        void leaves_pings_unanswered_for_ever_where_the_action_has_no_end() {
            wire.open(on(text("x"), silent().with(neverAnswerPing())).otherwise(echo()));
            assertEquals(true, answersPing());
            wire.receive("x");
            assertEquals(false, answersPing());
        }

        @Test
        void leaves_a_close_unanswered() {
            wire.open(on(text("x"), silent().with(neverAnswerClose())).otherwise(echo()));
            wire.receive("x");
            wire.receiveClose(new CloseStatus(1000, ""));
            assertEquals(false, wire.deeds.stream().anyMatch(deed -> deed.startsWith("close")));
        }

        @Test
        void pings_until_the_action_is_over() {
            wire.open(on(text("x"), push(ofMillis(500), "p").times(2).with(pingEvery(ofMillis(100)))));
            wire.receive("x");
            wire.pass(ofSeconds(5));
            assertEquals(
                    4,
                    wire.deeds.stream()
                            .filter(deed -> deed.startsWith("send ping"))
                            .count(),
                    wire.deeds::toString);
        }

        @Test
        void fragments_and_delays_what_the_action_sends() {
            wire.open(on(text("x"), sendMessage("abc").with(fragment(2)).with(latency(ofMillis(10))))
                    .otherwise(echo()));
            wire.receive("x");
            wire.receive("other");
            wire.pass(ofMillis(10));
            assertEquals(
                    List.of("send text \"other\"", "send text \"ab\" …", "send more \"c\""),
                    wire.deeds.stream().filter(deed -> deed.startsWith("send")).toList());
        }

        @Test
        void cannot_limit_what_the_rules_read() {
            assertEquals(
                    "echo().with(maxMessageBytes(3)) cannot limit messages as an action of on(text(\"x\"),"
                            + " echo().with(maxMessageBytes(3))): it is the rules that read them; give the limit to the"
                            + " whole, on(..).with(maxMessageBytes(..))",
                    assertThrows(IllegalArgumentException.class, () -> on(text("x"), echo().with(maxMessageBytes(3))))
                            .getMessage());
        }

        @Test
        void holds_in_a_chain_for_its_own_part() {
            wire.open(echo().times(1)
                    .with(neverAnswerPing())
                    .then(sendMessage("b"))
                    .then(silent()));
            assertEquals(false, answersPing());
            wire.receive("x");
            assertEquals(true, answersPing());
            slow.open(echo().times(1).then(silent().with(neverAnswerPing())));
        }
    }

    /** Who asks whether anything more is coming must not be told no between two messages. */
    @Nested
    class something_is_still_to_be_said {

        private String unfinished() {
            return slow.conversation().unfinished().orElse("nothing");
        }

        @Test
        void between_the_parts_of_a_chain() {
            slow.open(sendMessage("a").then(sendMessage("b")).then(silent()));
            assertEquals("send text \"a\"", unfinished());
            slow.write();
            assertEquals("send text \"b\"", unfinished());
            slow.write();
            assertEquals("nothing", unfinished());
        }

        @Test
        void behind_the_last_echo() {
            slow.open(echo().times(2).then(sendMessage("b")).then(silent()));
            slow.receive("1");
            slow.write();
            assertEquals("nothing", unfinished());
            slow.receive("2");
            assertEquals("end its echo", unfinished());
            slow.write();
            assertEquals("send text \"b\"", unfinished());
            slow.write();
            assertEquals("nothing", unfinished());
        }

        @Test
        void between_the_replies_of_a_rule() {
            slow.open(on(text("x"), reply("a"), sendMessage("b"), reply("c")));
            slow.receive("x");
            assertEquals("the rest of on(text(\"x\"), reply(\"a\"), sendMessage(\"b\"), reply(\"c\"))", unfinished());
            slow.write();
            assertEquals("send text \"b\"", unfinished());
            slow.write();
            assertEquals("the rest of on(text(\"x\"), reply(\"a\"), sendMessage(\"b\"), reply(\"c\"))", unfinished());
            slow.write();
            assertEquals("nothing", unfinished());
        }

        @Test
        void behind_the_last_push() {
            slow.open(push(ofMillis(1), "p").times(1).then(sendMessage("b")).then(silent()));
            assertEquals("push(ofMillis(1), \"p\").times(1)", unfinished());
            slow.write();
            assertEquals("send text \"b\"", unfinished());
        }
    }

    @Nested
    class broadcasts {
        private final Rooms rooms = new Rooms();
        private final MemoryOutput ann = MemoryOutput.fast(rooms).open(broadcast("a"));
        private final MemoryOutput bob = MemoryOutput.fast(rooms).open(broadcast("a", Audience.OTHERS));
        private final MemoryOutput eve = MemoryOutput.fast(rooms).open(broadcast("b"));

        @Test
        void reach_who_is_in_the_room() {
            ann.receive("hi");
            bob.receive(Opcode.TEXT, false, "y");
            bob.receive(Opcode.CONTINUATION, true, "o");
            bob.conversation().ended();
            ann.receive("bob?");

            assertEquals(List.of("send text \"hi\"", "send text \"yo\"", "send text \"bob?\""), ann.deeds);
            assertEquals(List.of("send text \"hi\""), bob.deeds);
            assertEquals(List.of(), eve.deeds);
        }

        @Test
        void make_the_sender_wait_for_the_slowest() {
            slow.open(broadcast("a"));
            slow.rooms.enter("a", eve, eve);
            slow.receive("hi");
            assertEquals(List.of("demand", "send text \"hi\""), slow.deeds);
            slow.write();
            assertEquals(List.of("demand", "send text \"hi\"", "demand"), slow.deeds);
        }

        @Test
        void do_not_wait_for_who_has_left() {
            slow.open(broadcast("a"));
            Conversation first = slow.conversation();
            slow.open(broadcast("a", Audience.OTHERS));
            slow.receive("hi");
            first.ended();

            assertEquals(List.of("demand", "demand", "send text \"hi\"", "demand"), slow.deeds);
        }
    }

    @Test
    void code_that_throws_is_told() {
        wire.open(push(ofSeconds(1), n -> {
            throw new IllegalStateException("no text");
        }));

        assertEquals(List.of("push(ofSeconds(1), n -> …) threw no text"), wire.deeds);
    }

    @Test
    void a_delay_out_of_its_limits_is_told() {
        wire.open(push(n -> ofDays(n), n -> "tick-" + n));
        wire.pass(ofDays(1));

        assertEquals(
                List.of(
                        "send text \"tick-1\"",
                        "push(n -> …, n -> …) threw delay 172800 s of message 2 is not between 0 s and 86400 s"),
                wire.deeds);
    }

    @Test
    void code_that_returns_null_is_told() {
        wire.open(push(ofSeconds(1), n -> null));
        wire.open(on("why", reply(message -> null)));
        wire.receive("why");

        assertEquals(
                List.of(
                        "push(ofSeconds(1), n -> …) threw text of message 1 is null; return a String",
                        "rules, given text \"why\" threw the reply is null; return a String, or use run(..)"),
                wire.deeds);
    }

    @Test
    void a_matcher_of_a_script_that_throws_is_told_with_the_message() {
        wire.open(script().expect(message("mine", it -> {
                    throw new IllegalStateException("no answer");
                }))
                .reset());
        wire.receive("why");

        assertEquals(List.of("script, given text \"why\" threw no answer"), wire.deeds);
    }
}
