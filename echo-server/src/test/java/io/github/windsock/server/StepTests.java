package io.github.windsock.server;

import static io.github.windsock.Matchers.anyMessage;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.pause;
import static io.github.windsock.server.Behaviors.push;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.run;
import static io.github.windsock.server.Behaviors.sendMessage;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.internal.wire.Opcode;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Steps that take their time, on a connection in memory. */
class StepTests {
    private final MemoryOutput slow = MemoryOutput.slow();
    private final MemoryOutput wire = MemoryOutput.fast();

    @Nested
    class a_pause {
        @Test
        void comes_before_what_follows() {
            wire.open(sendMessage("a").then(pause(ofSeconds(2))).then(sendMessage("b")));
            wire.pass(ofSeconds(2).minusNanos(1));
            assertEquals(List.of("send text \"a\""), wire.deeds);
            assertEquals(Optional.of("pause(ofSeconds(2))"), wire.conversation().unfinished());
            wire.pass(ofMillis(1));

            assertEquals(List.of("send text \"a\"", "send text \"b\""), wire.deeds);
            assertEquals(Optional.empty(), wire.conversation().unfinished());
        }

        @Test
        void leaves_the_first_message_to_what_follows_and_the_next_unread() {
            slow.open(pause(ofSeconds(1)).then(echo()));
            slow.receive("a");
            assertEquals(List.of("demand"), slow.deeds);
            slow.pass(ofSeconds(1));

            assertEquals(List.of("demand", "send text \"a\""), slow.deeds);
        }

        @Test
        void leaves_a_message_to_what_follows_a_message_of_the_server() {
            slow.open(pause(ofSeconds(1)).then(sendMessage("b")).then(echo()));
            slow.pass(ofSeconds(1));
            slow.receive("a");
            slow.write();

            assertEquals(List.of("demand", "send text \"b\"", "send text \"a\""), slow.deeds);
        }

        @Test
        void at_the_end_of_a_chain_leaves_a_message_to_nobody() {
            slow.open(sendMessage("a").then(pause(ofSeconds(1))));
            slow.write();
            slow.receive("b");
            slow.pass(ofSeconds(1));

            assertEquals(List.of("send text \"a\"", "demand", "demand"), slow.deeds);
        }

        @Test
        void answers_control_frames() {
            wire.open(pause(ofDays(1)).then(echo()));
            wire.receive(Opcode.PING, true, "x");
            wire.receiveClose(new CloseStatus(1000, "bye"));

            assertEquals(List.of("send pong \"x\"", "close 1000 \"bye\""), wire.deeds);
        }

        @Test
        void is_a_step_of_a_rule_that_does_not_hold_up_the_others() {
            wire.open(on("slow", pause(ofSeconds(1)), reply("late")).on(anyMessage(), echo()));
            wire.receive("slow");
            wire.receive("a");
            wire.pass(ofSeconds(1));

            assertEquals(List.of("send text \"a\"", "send text \"late\""), wire.deeds);
        }

        @Test
        void keeps_the_message_of_a_rule_for_what_follows_it() {
            wire.open(on("slow", pause(ofSeconds(1)).then(echo())).on(anyMessage(), echo()));
            wire.receive("slow");
            wire.receive("a");
            wire.pass(ofSeconds(1));

            assertEquals(List.of("send text \"a\"", "send text \"slow\""), wire.deeds);
        }

        @Test
        void ends_with_the_connection() {
            wire.open(pause(ofSeconds(1)).then(sendMessage("never")));
            wire.conversation().ended();
            wire.pass(ofSeconds(1));

            assertEquals(List.of(), wire.deeds);
        }

        @Test
        void has_limits() {
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class, () -> pause(ofDays(1).plusMillis(1)));

            assertEquals("pause: by 86400001 ms is not between 0ms and 24h", refused.getMessage());
        }
    }

    @Nested
    class a_late_reply {
        @Test
        void does_not_hold_up_the_others() {
            wire.open(on("slow", reply("done").after(ofMillis(300)), reply("and more"))
                    .otherwise(echo()));
            wire.receive("slow");
            wire.receive("a");
            assertEquals(
                    Optional.of("the rest of on(text(\"slow\"), reply(\"done\").after(ofMillis(300)),"
                            + " reply(\"and more\"))"),
                    wire.conversation().unfinished());
            wire.pass(ofMillis(300));

            assertEquals(List.of("send text \"a\"", "send text \"done\"", "send text \"and more\""), wire.deeds);
            assertEquals(Optional.empty(), wire.conversation().unfinished());
        }

        @Test
        void holds_them_up_where_the_rules_are_in_order() {
            slow.open(on("slow", reply("done").after(ofMillis(300))).inOrder().otherwise(echo()));
            slow.receive("slow");
            assertEquals(List.of("demand"), slow.deeds);
            slow.pass(ofMillis(300));
            slow.write();

            assertEquals(List.of("demand", "send text \"done\"", "demand"), slow.deeds);
        }

        @Test
        void is_one_of_as_many_as_fit_in_memory() {
            slow.open(on("slow", reply("done").after(ofMillis(300))));
            for (int i = 0; i < 1024; i++) {
                slow.receive("slow");
            }
            assertEquals(1024, slow.deeds.size(), "the first demand, and one for each but the last");
            slow.pass(ofMillis(300));
            slow.write();

            assertEquals("send text \"done\"", slow.deeds.get(2047));
            for (int i = 1; i < 1024; i++) {
                slow.write();
            }
            assertEquals(2049, slow.deeds.size(), "the last one demands when it is sent");
        }

        @Test
        void has_one_delay_within_limits() {
            Reply late = reply("done").after(ofMillis(300));

            assertEquals(
                    "reply(\"done\").after(ofMillis(300)) has its delay already",
                    assertThrows(IllegalStateException.class, () -> late.after(ofMillis(1)))
                            .getMessage());
            assertEquals(
                    "reply: after -1 ms is not between 0ms and 24h",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> reply("a").after(ofMillis(-1)))
                            .getMessage());
        }
    }

    @Nested
    class rules_in_order {
        @Test
        void wait_for_the_end_of_what_has_one() {
            slow.open(on("start", push(ofSeconds(1), "tick").times(2)).inOrder());
            slow.receive("start");
            slow.write();
            slow.pass(ofSeconds(1));
            assertEquals(List.of("demand", "send text \"tick\"", "send text \"tick\""), slow.deeds);
            slow.write();

            assertEquals(List.of("demand", "send text \"tick\"", "send text \"tick\"", "demand"), slow.deeds);
        }

        @Test
        void do_not_wait_for_what_has_none() {
            slow.open(on("start", push(ofSeconds(1), "tick")).inOrder());
            slow.receive("start");

            assertEquals(List.of("demand", "send text \"tick\"", "demand"), slow.deeds);
        }

        @Test
        void print_as_they_are_made() {
            assertEquals(
                    "on(text(\"a\"), reply(\"b\").after(ofSeconds(1))).inOrder().otherwise(echo())",
                    on("a", reply("b").after(ofSeconds(1)))
                            .inOrder()
                            .otherwise(echo())
                            .toString());
            assertNotEquals(on("a", echo()), on("a", echo()).inOrder());
        }
    }

    @Test
    void code_is_equal_if_it_is_the_same_object() {
        BiConsumer<ServerConnection, Message> code = (connection, message) -> connection.send(message.text());

        assertEquals(run(code), run(code));
        assertEquals(on("a", run(code)), on("a", run(code)));
        assertNotEquals(run(code), run((connection, message) -> connection.send(message.text())));
        assertEquals(
                "on(text(\"a\"), run((connection, message) -> …))",
                on("a", run(code)).toString());
    }
}
