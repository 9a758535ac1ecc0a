package io.github.windsock.client.internal.socket;

import io.github.windsock.Message;
import io.github.windsock.Payload;
import io.github.windsock.internal.PayloadInternals;
import io.github.windsock.internal.wire.Frame;
import io.github.windsock.internal.wire.Opcode;
import io.github.windsock.journal.Event.Kind;
import io.github.windsock.journal.Journal;
import io.github.windsock.journal.internal.Events;
import java.nio.ByteBuffer;

/**
 * Sends messages and control frames of the page. It records a note instead if the closing handshake has begun or the
 * connection has ended, which the page may not know yet. Used under the socket's lock.
 */
public final class MessageWriter {
    private final ConnectionState state;
    private final FrameSender sender;
    private final ConnectionListener page;

    /**
     * Creates a writer.
     *
     * @param page is told the number of payload bytes when the operating system has taken a message
     */
    MessageWriter(ConnectionState state, FrameSender sender, ConnectionListener page) {
        this.state = state;
        this.sender = sender;
        this.page = page;
    }

    public void send(Message message, byte[] payload) {
        if (isSent(message)) {
            boolean compressed = payload.length > 0; // compression would make an empty message longer
            Frame frame = new Frame(opcode(message), true, compressed, ByteBuffer.wrap(payload));
            sender.send(frame, () -> page.written(payload.length));
        }
    }

    public void sendFragments(Message message, int[] sizes) {
        if (!isSent(message)) {
            return;
        }
        byte[] payload = message.bytes();
        int from = 0;
        for (int i = 0; i <= sizes.length; i++) {
            boolean last = i == sizes.length;
            int size = last ? payload.length - from : sizes[i];
            Opcode opcode = i == 0 ? opcode(message) : Opcode.CONTINUATION;
            Frame frame = new Frame(opcode, last, false, ByteBuffer.wrap(payload, from, size));
            sender.send(frame, last ? () -> page.written(payload.length) : () -> {});
            from += size;
        }
    }

    /** Records that a message is sent, or why it is not; returns whether it is sent. */
    private boolean isSent(Message message) {
        boolean may = state.maySendData();
        state.log()
                .record(
                        may
                                ? Events.sent(PayloadInternals.shortened(message, Journal.WHOLE_PAYLOAD_BYTES))
                                : Events.note("not sent " + shown(message), whyNot()));
        return may;
    }

    public static String shown(Message message) {
        return message.isText()
                ? message.payload().preview()
                : message.payload().toString();
    }

    private String whyNot() {
        return state.isOver() ? "the connection had ended" : "the Close frame had been sent";
    }

    private static Opcode opcode(Message message) {
        return message.isText() ? Opcode.TEXT : Opcode.BINARY;
    }

    public void ping(Payload payload) {
        if (state.maySendData()) {
            state.log().record(Events.control(Kind.PING_SENT, payload));
            sendControl(Opcode.PING, payload.asByteBuffer());
        } else {
            state.log().record(Events.note("not sent ping " + payload, whyNot()));
        }
    }

    /** Sends a ping for a fence, without a record in the journal; returns false if the connection is closing. */
    public boolean sendFence(Payload fence) {
        boolean may = state.maySendData();
        if (may) {
            sendControl(Opcode.PING, fence.asByteBuffer());
        }
        return may;
    }

    /** Answers a ping, also after this end's own Close frame (RFC 6455, section 5.5.2). */
    public void pong(Payload payload) {
        if (!state.isOver() && state.closing().maySendPong()) {
            state.log().record(Events.control(Kind.PONG_SENT, payload));
            sendControl(Opcode.PONG, payload.asByteBuffer());
        }
    }

    private void sendControl(Opcode opcode, ByteBuffer payload) {
        sender.send(Frame.control(opcode, payload), () -> {});
    }
}
