package io.github.windsock.server;

import static io.github.windsock.Matchers.anyMessage;
import static io.github.windsock.Matchers.bytes;
import static io.github.windsock.Matchers.message;
import static io.github.windsock.Matchers.text;
import static io.github.windsock.Matchers.textContaining;
import static io.github.windsock.Matchers.textMatching;
import static io.github.windsock.server.Behaviors.closeWith;
import static io.github.windsock.server.Behaviors.echo;
import static io.github.windsock.server.Behaviors.on;
import static io.github.windsock.server.Behaviors.push;
import static io.github.windsock.server.Behaviors.reply;
import static io.github.windsock.server.Behaviors.template;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.server.internal.conversation.RuleConversation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What rules do with messages, on a wire in memory. */
class RuleTests {
    private final MemoryOutput slow = MemoryOutput.slow();
    private final MemoryOutput wire = MemoryOutput.fast();

    @Test
    void take_messages_in_order() {
        wire.open(on(text("ping"), reply("pong"))
                .on(textContaining("b"), reply("contains"))
                .on(textMatching("(?<a>\\d+)\\+(\\d+)"), reply(template("${a} and ${2}, ${n}")))
                .on(bytes((byte) 1), reply(new byte[] {2}))
                .on(
                        message("long", m -> m.payload().size() > 9),
                        reply(m -> m.text().toUpperCase(Locale.ROOT)))
                .otherwise(echo()));
        for (String each : List.of("ping", "abc", "1+2", "3+4", "a long text", "else")) {
            wire.receive(each);
        }
        wire.receive(Opcode.BINARY, true, "\u0001");

        assertEquals(
                List.of(
                        "send text \"pong\"",
                        "send text \"contains\"",
                        "send text \"1 and 2, 1\"",
                        "send text \"3 and 4, 2\"",
                        "send text \"A LONG TEXT\"",
                        "send text \"else\"",
                        "send binary 02"),
                wire.deeds);
    }

    @Test
    void answer_with_what_their_matcher_found_also_under_a_name_that_each_reply_knows() {
        wire.open(on(textMatching("(?<message>\\w+) (?<n>\\d+)"), reply(template("${n} ${message}"))));
        wire.receive("tick 42");

        assertEquals(List.of("send text \"42 tick\""), wire.deeds);
    }

    @Test
    void are_used_up() {
        wire.open(on(text("a"), reply("first")).times(2).on(text("b").negate(), reply("then")));
        wire.receive("a");
        wire.receive("a");
        wire.receive("a");
        wire.receive("b");

        assertEquals(
                List.of(
                        "send text \"first\"",
                        "send text \"first\"",
                        "send text \"then\"",
                        "· no rule took this nearest: rule 2, text(\"b\").negate(): is text(\"b\")"),
                wire.deeds);
        assertEquals(1, wire.unexpected.size());
    }

    @Test
    void do_their_actions_one_after_another_while_others_go_on() {
        wire.open(on(text("start"), reply("ok"), push(ofSeconds(1), "tick").times(2), closeWith(3005, "done"))
                .on(anyMessage(), echo()));
        wire.receive("start");
        wire.receive("a");
        assertEquals(
                Optional.of("push(ofSeconds(1), \"tick\").times(2)"),
                wire.conversation().unfinished());
        wire.pass(ofSeconds(1));

        assertEquals(
                List.of(
                        "send text \"ok\"",
                        "send text \"tick\"",
                        "send text \"a\"",
                        "send text \"tick\"",
                        "close 3005 \"done\""),
                wire.deeds);
        assertEquals(Optional.empty(), wire.conversation().unfinished());
    }

    @Test
    void remember_no_action_that_is_over() {
        wire.open(on(text("a"), push(ofSeconds(1), "tick").times(2)).on(text("b"), echo()));
        wire.receive("a");
        wire.receive("b");
        assertEquals(1, ((RuleConversation) wire.conversation()).runningRules());
        wire.pass(ofSeconds(1));

        assertEquals(0, ((RuleConversation) wire.conversation()).runningRules());
    }

    @Test
    void read_again_when_a_reply_is_written() {
        slow.open(on(text("a"), reply("1"), reply("2")));
        slow.receive("a");
        slow.write();
        assertEquals(List.of("demand", "send text \"1\"", "send text \"2\""), slow.deeds);
        slow.write();
        assertEquals(List.of("demand", "send text \"1\"", "send text \"2\"", "demand"), slow.deeds);
    }

    @Test
    void stop_with_the_connection() {
        wire.open(on(text("start"), push(ofSeconds(1), "tick")));
        wire.receive("start");
        wire.conversation().ended();
        wire.pass(ofSeconds(9));

        assertEquals(List.of("send text \"tick\""), wire.deeds);
    }
}
