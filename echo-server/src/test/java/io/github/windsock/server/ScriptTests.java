package io.github.windsock.server;

import static io.github.windsock.Matchers.anyBinary;
import static io.github.windsock.Matchers.anyMessage;
import static io.github.windsock.Matchers.anyText;
import static io.github.windsock.Matchers.message;
import static io.github.windsock.Matchers.text;
import static io.github.windsock.Matchers.textMatching;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.script;
import static io.github.windsock.server.Behaviors.template;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.CloseStatus;
import io.github.windsock.Payload;
import io.github.windsock.internal.wire.Opcode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Scripts on an output in memory: their steps, what is out of turn, and what could never happen. */
class ScriptTests {
    private static final String STOPPED = "close 1011 \"the script stopped at step ";

    private static MemoryOutput play(Behavior script) {
        return MemoryOutput.fast().open(script);
    }

    private static void assertOver(MemoryOutput output) {
        assertEquals(List.of(), output.unexpected);
        assertTrue(output.scripts.areOver());
    }

    @Nested
    class Steps {
        @Test
        void are_done_in_turn() {
            MemoryOutput output = play(script().send("hello")
                    .expect("login")
                    .send("welcome")
                    .send(new byte[] {1, 2})
                    .ping(Payload.ofText("p"))
                    .close(3005, "bye"));

            assertEquals(List.of("send text \"hello\""), output.deeds);
            output.receive("login");
            assertEquals(
                    List.of(
                            "send text \"hello\"",
                            "send text \"welcome\"",
                            "send binary 01 02",
                            "send ping \"p\"",
                            "close 3005 \"bye\""),
                    output.deeds);
            assertOver(output);
        }

        @Test
        void wait_for_a_pause_with_what_the_client_says_in_it() {
            MemoryOutput output = play(script().expect("a")
                    .pause(ofMillis(50))
                    .send("1")
                    .expect("b")
                    .drop());
            output.receive("a");
            output.receive("b");
            assertEquals(List.of(), output.deeds);
            output.pass(ofMillis(50));
            assertEquals(
                    List.of(
                            "send text \"1\"",
                            "drop script().expect(text(\"a\")).pause(ofMillis(50)).send(\"1\").expect(text(\"b\")).drop()"),
                    output.deeds);
            assertOver(output);
        }

        @Test
        void fill_templates_with_what_matchers_found() {
            MemoryOutput output = play(script().expect(textMatching("login (?<who>.*)"))
                    .expect("next")
                    .send(template("${who} said ${message} as ${n}"))
                    .reset());
            output.receive("login Ada");
            output.receive("next");
            assertEquals("send text \"Ada said next as 2\"", output.deeds.get(0));
        }

        @Test
        void fill_templates_with_what_matchers_found_under_a_name_that_each_script_knows() {
            MemoryOutput output = play(script().expect(textMatching("order (?<n>.*)"))
                    .send(template("${n} of ${message}"))
                    .reset());
            output.receive("order 42");
            assertEquals("send text \"42 of order 42\"", output.deeds.get(0));
        }

        @Test
        void take_a_ping_that_came_since_the_last_message() {
            MemoryOutput output = play(script().expect("a")
                    .pause(ofMillis(5))
                    .expectPing(Payload.ofText("2"))
                    .send("pinged")
                    .expectClose());
            output.receive(Opcode.PING, true, "2"); // before a
            output.receive("a");
            output.pass(ofMillis(5));
            output.receive(Opcode.PING, true, "1");
            output.receive(Opcode.PING, true, "2");
            output.receiveClose(new CloseStatus(1000, "ok"));
            assertEquals(
                    List.of(
                            "send pong \"2\"",
                            "send pong \"1\"",
                            "send pong \"2\"",
                            "send text \"pinged\"",
                            "close 1000 \"ok\""),
                    output.deeds);
            assertOver(output);
        }

        @Test
        void are_repeated() {
            MemoryOutput output = play(
                    script().repeat(2, script().expect("ping").send("pong")).close(1000, ""));
            output.receive("ping");
            output.receive("ping");
            assertEquals(List.of("send text \"pong\"", "send text \"pong\"", "close 1000 \"\""), output.deeds);
            assertOver(output);
        }

        @Test
        void are_repeated_without_an_end_until_the_client_closes() {
            MemoryOutput output =
                    play(script().repeat(script().expect("ping").send("pong").expect("ack")));
            assertTrue(output.scripts.areOver());
            output.receive("ping");
            assertEquals(false, output.scripts.areOver());
            output.receive("ack");
            output.pass(ofSeconds(100));
            output.receiveClose(new CloseStatus(1001, ""));
            assertEquals(List.of("send text \"pong\"", "close 1001 \"\""), output.deeds);
            assertOver(output);
        }

        @Test
        void are_chosen_by_what_the_client_says() {
            Behavior choice = script().either(
                            script().expect("a").send("A"),
                            script().expectPing().send("P"))
                    .close(1000, "");
            MemoryOutput one = play(choice);
            one.receive("a");
            assertEquals("send text \"A\"", one.deeds.get(0));
            MemoryOutput other = play(choice);
            other.receive(Opcode.PING, true, "");
            assertEquals(List.of("send pong \"\"", "send text \"P\"", "close 1000 \"\""), other.deeds);
            assertOver(other);
        }

        @Test
        void come_in_any_order_each_whole() {
            MemoryOutput output = play(script().anyOrder(
                            script().expect("a").send("A").expect("a2"),
                            script().expect("b").send("B"),
                            script().expect("c").send("C"))
                    .close(1000, ""));
            for (String each : List.of("c", "a", "a2", "b")) {
                output.receive(each);
            }
            assertEquals(
                    List.of("send text \"C\"", "send text \"A\"", "send text \"B\"", "close 1000 \"\""), output.deeds);
            assertOver(output);
        }

        @Test
        void are_as_many_as_one_likes() {
            MemoryOutput output =
                    play(script().repeat(20_000, script().send("x").send("y")).close(1000, ""));
            assertEquals(40_001, output.deeds.size());
        }

        @Test
        void leave_to_what_follows_what_the_client_says_after_them() {
            MemoryOutput output =
                    MemoryOutput.slow().open(script().expect("a").send("b").then(echo()));
            assertEquals(List.of("demand"), output.deeds);
            output.receive("a");
            assertEquals(List.of("demand", "send text \"b\""), output.deeds);
            output.write();
            assertEquals(List.of("demand", "send text \"b\"", "demand"), output.deeds);
        }
    }

    @Nested
    class What_is_out_of_turn {
        @Test
        void is_told_with_the_step_the_steps_done_and_the_nearest_miss() {
            MemoryOutput output = play(
                    script().expect("login").send("welcome").expect("subscribe").close(3005, "bye"));
            output.receive("login");
            output.receive("subscibe");

            assertEquals(List.of("""
                server#1 received text "subscibe" out of turn; next is step 3, expect(text("subscribe")); its script:
                  1. expect(text("login"))  (done)
                  2. send("welcome")  (done)
                  3. expect(text("subscribe"))  (here)
                  4. close(3005, "bye")
                nearest: step 3, text("subscribe"): differs after "subsc": wanted "ribe", was "ibe\"\
                """), output.unexpected);
            assertEquals(
                    List.of(
                            "send text \"welcome\"",
                            "· the script stopped at step 3 nearest: step 3, text(\"subscribe\"): "
                                    + "differs after \"subsc\": wanted \"ribe\", was \"ibe\"",
                            STOPPED + "3\""),
                    output.deeds);
            output.receive("more");
            assertEquals(1, output.unexpected.size());
        }

        @Test
        void is_named_in_its_round_and_branch() {
            MemoryOutput output = play(script().repeat(
                            3,
                            script().either(
                                            script().expect("a").expect("b"),
                                            script().expect(anyBinary()).send("binary")))
                    .close(1000, ""));
            for (String each : List.of("a", "b", "a", "c")) {
                output.receive(each);
            }

            assertEquals(List.of("""
                server#1 received text "c" out of turn; next is step 1.1a.2 in round 2 of 3, expect(text("b")); its script:
                  1. repeat(3, script().either(script().expect(text("a")).expect(text("b")), script().expect(anyBinary()).send("binary")))
                    1.1. either(script().expect(text("a")).expect(text("b")), script().expect(anyBinary()).send("binary"))
                      1.1a.1. expect(text("a"))  (done)
                      1.1a.2. expect(text("b"))  (here)
                      1.1b.1. expect(anyBinary())
                      1.1b.2. send("binary")
                  2. close(1000, "")
                nearest: step 1.1a.2 in round 2 of 3, text("b"): differs from the beginning: wanted "b", was "c\"\
                """), output.unexpected);
        }

        @Test
        void is_a_close_that_comes_too_early() {
            MemoryOutput output = play(script().expect("a").pause(ofMillis(5)).close(3005, "bye"));
            output.receive("a");
            output.receiveClose(new CloseStatus(1000, "bye"));

            assertEquals(List.of("""
                server#1 received Close 1000 "bye" out of turn; the server is at step 2, pause(ofMillis(5)); its script:
                  1. expect(text("a"))  (done)
                  2. pause(ofMillis(5))  (here)
                  3. close(3005, "bye")\
                """), output.unexpected);
            String stopped = "· the script stopped at step 2 server#1 received Close 1000 \"bye\" out of turn; "
                    + "the server is at step 2, pause(ofMillis(5))";
            assertEquals(List.of(stopped, "close 1000 \"bye\""), output.deeds);
        }

        @Test
        void is_a_close_with_another_status() {
            MemoryOutput output = play(script().expectClose(3005, "bye"));
            output.receiveClose(CloseStatus.NO_STATUS);

            assertEquals(List.of("""
                server#1 received Close (empty) out of turn; next is step 1, expectClose(3005, "bye"); its script:
                  1. expectClose(3005, "bye")  (here)\
                """), output.unexpected);
        }

        @Test
        void is_found_by_code_of_the_users_too() {
            MemoryOutput output =
                    play(script().expect(message("short", m -> m.text().length() < 3))
                            .close(1000, ""));
            output.receive("long");

            assertEquals(List.of("""
                server#1 received text "long" out of turn; next is step 1, expect(message("short", …)); its script:
                  1. expect(message("short", …))  (here)
                  2. close(1000, "")
                nearest: step 1, message("short", …): is not short\
                """), output.unexpected);
        }
    }

    @Test
    void a_wait_in_vain_ends_after_the_servers_timeout() {
        MemoryOutput output = play(script().send("hello").expect("a").close(1000, ""));
        output.pass(ofSeconds(4));
        assertEquals(List.of(), output.unexpected);
        output.pass(ofSeconds(1));

        assertEquals(List.of("""
            server#1 timed out after 5 s, waiting for step 2, expect(text("a")); its script:
              1. send("hello")  (done)
              2. expect(text("a"))  (here)
              3. close(1000, "")\
            """), output.unexpected);
        assertEquals(STOPPED + "2\"", output.deeds.get(2));
    }

    @Test
    void a_failure_is_told_before_the_script_is_over() {
        MemoryOutput output = play(script().expect("a").close(1000, ""));
        List<Boolean> areOver = new ArrayList<>();
        output.onFailure = () -> areOver.add(output.scripts.areOver());
        output.receive("b");

        assertEquals(List.of(false), areOver); // the strict check asks as soon as they are
        assertTrue(output.scripts.areOver());
    }

    @Test
    void a_long_script_is_shown_around_the_step() {
        MemoryOutput output = play(script().repeat(1, script().send("x"))
                .repeat(30, script().send("y"))
                .send("1")
                .send("2")
                .send("3")
                .send("4")
                .send("5")
                .send("6")
                .send("7")
                .send("8")
                .expect("a")
                .send("b")
                .send("c")
                .send("d")
                .send("e")
                .send("f"));
        output.receive("z");

        assertEquals("""
            server#1 received text "z" out of turn; next is step 11, expect(text("a")); its script:
              … 4 before
              3. send("1")  (done)
              4. send("2")  (done)
              5. send("3")  (done)
              6. send("4")  (done)
              7. send("5")  (done)
              8. send("6")  (done)
              9. send("7")  (done)
              10. send("8")  (done)
              11. expect(text("a"))  (here)
              12. send("b")
              13. send("c")
              14. send("d")
              15. send("e")
              … 1 after
            nearest: step 11, text("a"): differs from the beginning: wanted "a", was "z\"\
            """, output.unexpected.get(0));
    }

    @Nested
    class What_could_never_happen_is_refused {
        private static void assertRefused(String message, Executable script) {
            assertEquals(
                    message,
                    assertThrows(IllegalArgumentException.class, script).getMessage());
        }

        @Test
        void a_script_without_a_step() {
            assertRefused("script() has no step; add one, such as expect(..), or use silent()", () -> play(script()));
            assertRefused(
                    "a script in repeat(..) has no step; give it one, such as expect(..)",
                    () -> script().repeat(2, script()));
        }

        @Test
        void a_matcher_that_contradicts_itself() {
            assertRefused(
                    "expect(text(\"a\").and(text(\"b\"))) could never be met: no message matches"
                            + " text(\"a\").and(text(\"b\")), as its parts contradict each other; use or(..) if either"
                            + " will do",
                    () -> script().expect(text("a").and(text("b"))));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> script().expect(anyText().and(anyBinary())));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> script().expect(anyMessage().negate()));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> script().expect(text("a").and(textMatching("b+"))));
            script().expect(text("a").or(text("b")).and(textMatching("b+")));
            script().expect(text("a").negate().and(anyText()));
        }

        @Test
        void a_branch_that_is_never_chosen() {
            assertRefused(
                    "expect(text(\"a\")) in either(script().expect(anyText()), script().expect(text(\"a\"))) could"
                            + " never be chosen: expect(anyText()) matches everything that it matches; put it first if it"
                            + " matches less, or make them different",
                    () -> script().either(script().expect(anyText()), script().expect("a")));
            assertRefused(
                    "it is unclear when script().send(\"x\") in either(script().expect(text(\"a\")),"
                            + " script().send(\"x\")) is meant, since it begins with send(\"x\"); begin it with what the"
                            + " client does",
                    () -> script().either(script().expect("a"), script().send("x")));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> script().anyOrder(
                                    script().expectPing(), script().expectPing().send("x")));
            assertRefused(
                    "anyOrder(script().expect(text(\"a\"))) leaves no choice: give it two scripts or more",
                    () -> script().anyOrder(script().expect("a")));
        }

        @Test
        void a_close_frame_that_no_client_can_send() {
            assertRefused(
                    "expectClose(1006, \"\") could never be met: 1006 stands for a connection that ends without a Close"
                            + " frame; end the script before this step, and assert the end with"
                            + " assertClosedWith(1006, \"\", connection)",
                    () -> script().expectClose(1006, ""));
            assertRefused(
                    "expectClose(1005, \"x\") could never be met: 1005 stands for an empty Close frame, which has no"
                            + " reason; expect the reason \"\"",
                    () -> script().expect("a").expectClose(1005, "x"));
            for (int code : List.of(0, 999, 1004, 1015, 2999, 5000)) {
                assertRefused(
                        "expectClose(" + code + ", \"\") could never be met: a Close frame cannot have the code " + code
                                + "; expect 1000-1003, 1007-1014 or 3000-4999, or 1005 with the reason \"\" for an empty"
                                + " Close frame",
                        () -> script().either(script().expect("a"), script().expectClose(code, "")));
            }
            String reason = "é".repeat(62);
            assertRefused(
                    "expectClose(3000, \"" + reason + "\") could never be met: its reason has 124 bytes in UTF-8, and a"
                            + " Close frame holds at most 123",
                    () -> script().expectClose(3000, reason));
            script().expectClose(1005, "");
            script().expectClose(3000, "é".repeat(61));
        }

        @Test
        void a_ping_that_no_client_can_send() {
            String payload = "x".repeat(126);
            assertRefused(
                    "expectPing(Payload.ofText(\"" + payload
                            + "\")) could never be met: its payload is 126 bytes, and a" + " ping holds at most 125",
                    () -> script().expectPing(Payload.ofText(payload)));
            script().expectPing(Payload.ofText(payload.substring(1)));
        }

        @Test
        void a_repeat_that_floods_or_never_begins() {
            assertRefused(
                    "repeat(script().send(\"x\")) would send without a break, and without an end: let it expect"
                            + " something or pause, or give it a number of rounds",
                    () -> script().repeat(script().send("x")));
            assertRefused(
                    "repeat 0 is less than 1, so script().send(\"x\") could never begin",
                    () -> script().repeat(0, script().send("x")));
        }

        @Test
        void a_template_with_a_name_that_nobody_found() {
            assertRefused(
                    "template(\"${who}\") uses ${who}, which this step of a script does not know; it knows ${message},"
                            + " ${n}. Write $${who} for the literal text",
                    () -> play(script().send(template("${who}"))
                            .expect(textMatching("(?<who>.*)"))
                            .drop()));
            play(script().expect(textMatching("(?<who>.*)")).repeat(2, script().send(template("${who}"))));
        }

        @Test
        void a_script_as_an_action_of_a_rule() {
            assertRefused(
                    "script().expect(text(\"b\")) cannot be an action of on(text(\"a\"), reply(\"1\"),"
                            + " script().expect(text(\"b\"))): it is the rules that read what the client says; use"
                            + " reply(..), or a script for the whole",
                    () -> on("a", reply("1"), script().expect("b")));
        }
    }
}
