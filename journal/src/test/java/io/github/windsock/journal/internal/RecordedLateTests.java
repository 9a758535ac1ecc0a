package io.github.windsock.journal.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.windsock.CloseStatus;
import io.github.windsock.Message;
import io.github.windsock.journal.Settings;
import org.junit.jupiter.api.Test;

/** A page comes to messages later than the network: a conversation has the order of the network. */
class RecordedLateTests {
    private final PartyLog client = Recorder.create(Settings.defaults()).openClient();

    private void receive(String text, long place) {
        client.recordLate(Events.received(Message.text(text)), place, false);
    }

    @Test
    void keeps_the_order_of_two_messages_that_arrived_before_the_page_came_to_the_first() {
        long first = client.place();
        long second = client.place();
        receive("a", first);
        client.record(Events.closeReceived(new CloseStatus(3005, "bye")));
        receive("b", second);

        assertEquals("send \"a\"\nsend \"b\"\nclose 3005 \"bye\"\n", client.conversation());
    }

    @Test
    void has_a_message_after_what_was_recorded_before_it_arrived() {
        client.record(Events.sent(Message.text("hello")));
        long place = client.place();
        client.record(Events.sent(Message.text("more")));
        receive("a", place);

        assertEquals("expect \"hello\"\nsend \"a\"\nexpect \"more\"\n", client.conversation());
    }
}
