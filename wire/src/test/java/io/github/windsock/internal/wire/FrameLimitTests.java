package io.github.windsock.internal.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** What the limit of a message means for one that is compressed. */
class FrameLimitTests {
    private static final int LIMIT = 1000;

    private final FrameReader reader =
            new FrameReader(Role.SERVER, LIMIT, CloseCodes.DEFINED, new MessageInflater(true));

    private static byte[] noise(int size) {
        byte[] noise = new byte[size];
        new Random(1).nextBytes(noise);
        return noise;
    }

    /** Deflates as a sender does that knows literals only: nine bits for half of the bytes. */
    private static byte[] deflate(byte[] bytes, int level) {
        Deflater deflater = new Deflater(level, true);
        deflater.setInput(bytes);
        byte[] buffer = new byte[bytes.length * 2 + 64];
        int count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(buffer, count - 4);
    }

    private static ByteBuffer frame(int start, byte[] payload) {
        return ByteBuffer.allocate(8 + payload.length)
                .put((byte) start)
                .put((byte) 0xFE)
                .putShort((short) payload.length)
                .putInt(0)
                .put(payload)
                .flip();
    }

    @Test
    void takes_noise_of_exactly_the_limit() throws ProtocolViolation {
        byte[] noise = noise(LIMIT);
        byte[] deflated = deflate(noise, Deflater.NO_COMPRESSION);
        assertTrue(deflated.length > LIMIT);

        Frame frame = reader.next(frame(0xC2, deflated));
        assertNotNull(frame);
        assertArrayEquals(noise, frame.payload().array());
    }

    @Test
    void takes_the_rest_of_a_message_up_to_the_limit() throws ProtocolViolation {
        byte[] noise = noise(LIMIT);
        byte[] deflated = deflate(noise, Deflater.NO_COMPRESSION);
        assertNotNull(reader.next(frame(0x42, Arrays.copyOf(deflated, 500))));
        Frame rest = reader.next(frame(0x80, Arrays.copyOfRange(deflated, 500, deflated.length)));

        assertNotNull(rest);
        byte[] payload = rest.payload().array();
        assertArrayEquals(Arrays.copyOfRange(noise, LIMIT - payload.length, LIMIT), payload);
    }

    @Test
    void refuses_one_byte_more() {
        byte[] deflated = deflate(noise(LIMIT + 1), Deflater.NO_COMPRESSION);
        ProtocolViolation violation = assertThrows(ProtocolViolation.class, () -> reader.next(frame(0xC2, deflated)));

        assertEquals(1009, violation.code());
        assertEquals("message is longer than the limit of 1000 bytes", violation.reason());
    }

    @Test
    void refuses_a_compressed_length_that_no_such_message_has_before_its_payload() throws ProtocolViolation {
        byte[] most = new byte[2 * LIMIT + 1024];
        assertNull(reader.next(ByteBuffer.wrap(frame(0xC2, most).array(), 0, 8)));

        FrameReader another = new FrameReader(Role.SERVER, LIMIT, CloseCodes.DEFINED, new MessageInflater(true));
        ByteBuffer start =
                ByteBuffer.wrap(frame(0xC2, new byte[most.length + 1]).array(), 0, 8);
        assertEquals(
                1009,
                assertThrows(ProtocolViolation.class, () -> another.next(start)).code());
    }
}
