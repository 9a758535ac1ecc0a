package io.github.windsock.internal.wire;

import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageDeflaterTests {

    /** The JDK's deflater keeps its last input: the last message of each connection, which no limit counts. */
    @ParameterizedTest
    @CsvSource({"15, true", "15, false", "9, true"})
    void does_not_keep_what_it_has_deflated(int windowBits, boolean fin) throws InterruptedException {
        ReferenceQueue<byte[]> collected = new ReferenceQueue<>();
        try (MessageDeflater deflater = new MessageDeflater(false, windowBits)) {
            WeakReference<byte[]> message = deflateOne(deflater, fin, collected);
            System.gc();
            assertSame(message, collected.remove(20_000));
        }
    }

    private static WeakReference<byte[]> deflateOne(
            MessageDeflater deflater, boolean fin, ReferenceQueue<byte[]> collected) {
        byte[] message = new byte[1 << 20];
        deflater.deflate(List.of(ByteBuffer.wrap(message)), fin);
        return new WeakReference<>(message, collected);
    }
}
