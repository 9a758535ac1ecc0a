package io.github.windsock.journal.internal;

import io.github.windsock.Payload;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The pings of all {@link Fence}s that are under way. The ends of a connection tell here what they have done with one.
 *
 * @since 1.0
 */
public final class FencePings {

    /** Only the pings of fences begin with this. */
    private static final String MARK =
            "windsock fence " + Long.toHexString(ThreadLocalRandom.current().nextLong()) + " ";

    private static final byte[] MARK_BYTES = Payload.ofText(MARK).toByteArray();
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final Map<Payload, FenceCrossing> UNDER_WAY = new ConcurrentHashMap<>();

    private FencePings() {}

    /**
     * Tells whether a ping or pong belongs to a fence and must be hidden.
     *
     * @param payload its payload
     * @return whether it belongs to a fence
     */
    public static boolean isOne(Payload payload) {
        return payload.size() > MARK_BYTES.length
                && payload.asByteBuffer().slice(0, MARK_BYTES.length).equals(ByteBuffer.wrap(MARK_BYTES));
    }

    /**
     * Called by a client when it has read the ping of a fence and its page has handled everything before.
     *
     * @param ping the ping's payload
     * @param client sends the ping to the server
     */
    public static void handled(Payload ping, FenceSender client) {
        FenceCrossing crossing = UNDER_WAY.get(ping);
        if (crossing != null) {
            client.sendFence(ping);
            crossing.handled();
        }
    }

    /**
     * Called by a server when it has read the ping or pong of a fence, after the behavior has got everything before.
     *
     * @param ping its payload
     */
    public static void read(Payload ping) {
        FenceCrossing crossing = UNDER_WAY.get(ping);
        if (crossing != null) {
            crossing.read();
        }
    }

    /** Returns the payload of a new ping. */
    static Payload next() {
        return Payload.ofText(MARK + NUMBERS.incrementAndGet());
    }

    static void begin(Payload ping, FenceCrossing crossing) {
        UNDER_WAY.put(ping, crossing);
    }

    static void end(Payload ping) {
        UNDER_WAY.remove(ping);
    }
}
