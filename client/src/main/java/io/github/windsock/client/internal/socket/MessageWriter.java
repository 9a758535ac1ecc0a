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
import java.util.function.IntConsumer;

/**
 * Sends what the page says, as long as it may: the closing handshake may have begun, or the end come, of which the page
 * has not heard yet. Used under the socket's lock.
 */
public final class MessageWriter {
    private final ConnectionState state;
    private final FrameSender sender;
    private final IntConsumer written;

    /**
     * Makes a writer.
     *
     * @param written is told how many bytes of a message the system has taken
     */
    public MessageWriter(ConnectionState state, FrameSender sender, IntConsumer written) {
        this.state = state;
        this.sender = sender;
        this.written = written;
    }

    public void send(Message message, byte[] payload) {
        if (isSent(message)) {
            boolean compressed = payload.length > 0; // an empty message only grows by it
            Frame frame = new Frame(opcode(message), true, compressed, ByteBuffer.wrap(payload));
            sender.send(frame, () -> written.accept(payload.length));
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
            sender.send(frame, last ? () -> written.accept(payload.length) : () -> {});
            from += size;
        }
    }

    /** Records whether a message is sent, or why not. */
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

    /** Sends a ping that the page has not asked for; returns whether one may be sent still. */
    public boolean sendFence(Payload fence) {
        boolean may = state.maySendData();
        if (may) {
            sendControl(Opcode.PING, fence.asByteBuffer());
        }
        return may;
    }

    /** Answers a ping, which it may also after its own Close frame (RFC 6455, section 5.5.2). */
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
