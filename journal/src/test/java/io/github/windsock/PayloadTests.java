package io.github.windsock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.journal.internal.PayloadBuilder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PayloadTests {

    private static final int ENDS = 1024;

    @Property(tries = 400)
    void bytes_cut_anywhere_equal_the_whole_whether_kept_or_shortened(
            @ForAll @IntRange(max = 4000) int size,
            @ForAll @IntRange(max = 3000) int limit,
            @ForAll @IntRange(min = 1, max = 700) int longestPart,
            @ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        Payload whole = Payload.of(bytes);

        Payload built = inParts(bytes, limit, longestPart, random);
        Payload adopted = Payload.adopt(cut(bytes, longestPart));
        Payload shortened = whole.shortened(limit);

        assertSameValue(whole, built);
        assertSameValue(whole, adopted);
        assertSameValue(built, adopted.shortened(limit));
        assertSameValue(whole, shortened);
        assertSameValue(built, shortened);
        assertEquals(size <= Math.max(limit, ENDS), built.isComplete());
        assertEquals(built.isComplete(), shortened.isComplete());
        assertEquals(Math.min(size, built.isComplete() ? size : ENDS), built.keptBytes());
        if (built.isComplete()) {
            assertArrayEquals(bytes, built.toByteArray());
        }
    }

    @Property(tries = 200)
    void one_changed_byte_makes_another_payload(
            @ForAll @IntRange(min = 1, max = 3000) int size, @ForAll @IntRange(max = 2999) int at, @ForAll long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        Payload whole = Payload.of(bytes);
        bytes[at % size] ^= 1;

        Payload changed = Payload.of(bytes);

        assertNotEquals(whole, changed);
        assertNotEquals(whole.shortened(0), changed);
        assertNotEquals(whole, changed.shortened(0));
        assertNotEquals(whole.shortened(0), changed.shortened(0));
    }

    @Test
    void another_length_makes_another_payload() {
        assertNotEquals(Payload.of(new byte[2000]), Payload.of(new byte[2001]).shortened(0));
    }

    @Test
    void a_shortened_payload_keeps_its_head_and_tail() {
        byte[] bytes = new byte[5000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i / 100);
        }

        Payload shortened = Payload.of(bytes).shortened(ENDS);

        assertEquals(5000, shortened.size());
        assertEquals(ENDS, shortened.keptBytes());
        assertEquals("5,000 B: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 …", shortened.toString());
        assertEquals(inParts(bytes, ENDS, 7, new Random(1)), shortened);
    }

    @Test
    void a_shortened_payload_says_that_it_cannot_give_its_bytes() {
        Payload shortened = Payload.of(new byte[65_536]).shortened(ENDS);
        String message =
                "the journal kept only head and tail of this payload of 65,536 B; compare it with equals, which is"
                        + " exact";

        assertEquals(
                message,
                assertThrows(IllegalStateException.class, shortened::toByteArray)
                        .getMessage());
        assertEquals(
                message,
                assertThrows(IllegalStateException.class, shortened::asByteBuffer)
                        .getMessage());
        assertEquals(
                message,
                assertThrows(IllegalStateException.class, shortened::text).getMessage());
    }

    @Test
    void a_small_payload_is_not_shortened() {
        Payload payload = Payload.of(new byte[ENDS]);

        assertSame(payload, payload.shortened(0));
    }

    @Test
    void nobody_can_change_the_bytes_of_a_payload() {
        byte[] bytes = {1, 2, 3};
        Payload payload = Payload.of(bytes);
        bytes[0] = 9;
        payload.toByteArray()[1] = 9;

        assertArrayEquals(new byte[] {1, 2, 3}, payload.toByteArray());
        assertTrue(payload.asByteBuffer().isReadOnly());
    }

    @Test
    void nobody_can_change_the_bytes_of_a_built_payload() {
        byte[] bytes = {1, 2, 3};
        Payload payload = new PayloadBuilder(10).append(ByteBuffer.wrap(bytes)).build();
        bytes[0] = 9;

        assertEquals(Payload.of((byte) 1, (byte) 2, (byte) 3), payload);
    }

    @Test
    void a_builder_leaves_the_position_of_its_parts() {
        ByteBuffer part = ByteBuffer.wrap(new byte[] {0, 1, 2, 3}).position(1).limit(3);

        Payload payload = new PayloadBuilder(10)
                .append(part)
                .append(part.asReadOnlyBuffer())
                .build();

        assertEquals(Payload.of((byte) 1, (byte) 2, (byte) 1, (byte) 2), payload);
        assertEquals(1, part.position());
    }

    @Test
    void a_direct_buffer_is_copied_too() {
        ByteBuffer direct = ByteBuffer.allocateDirect(2).put(0, (byte) 7).put(1, (byte) 8);

        assertEquals(Payload.of((byte) 7, (byte) 8), Payload.of(direct));
        assertEquals(
                Payload.of((byte) 7, (byte) 8),
                new PayloadBuilder(10).append(direct).build());
    }

    @Test
    void a_builder_without_parts_builds_the_empty_payload() {
        assertEquals(Payload.EMPTY, new PayloadBuilder(0).build());
        assertEquals(
                Payload.EMPTY,
                new PayloadBuilder(0).append(ByteBuffer.allocate(0)).build());
        assertEquals("0 B", Payload.EMPTY.toString());
    }

    @Test
    void a_lone_surrogate_becomes_the_replacement_character() {
        assertEquals("a\uFFFDb", Payload.ofText("a\uD83Db").text());
        assertEquals("\uFFFD", Payload.ofText("\uDE00").text());
        assertEquals("\uFFFD\uFFFD", Payload.ofText("\uDE00\uD83D").text());
        assertEquals(3, Payload.ofText("\uD83D").size());
    }

    @Test
    void a_pair_of_surrogates_stays_an_emoji() {
        assertEquals("我😀?", Payload.ofText("我😀?").text());
        assertArrayEquals("我😀?".getBytes(UTF_8), Payload.ofText("我😀?").toByteArray());
    }

    @Test
    void bytes_that_are_not_utf8_have_no_text() {
        Payload payload = Payload.of((byte) 0xC3, (byte) 0x28);

        assertEquals(
                "payload of 2 B is not UTF-8: c3 28",
                assertThrows(IllegalStateException.class, payload::text).getMessage());
    }

    @Test
    void a_preview_is_short_and_shows_that_there_is_more() {
        assertEquals("\"hello\"", Payload.ofText("hello").preview());
        assertEquals(
                "\"" + "x".repeat(120) + "\"…", Payload.ofText("x".repeat(121)).preview());
        assertEquals(
                "\"" + "我".repeat(60) + "\"…",
                Payload.ofText("我".repeat(40_000)).shortened(0).preview());
    }

    @Test
    void a_preview_shows_json_as_it_is() {
        String next = "{\"type\":\"next\",\"id\":\"1\",\"payload\":{\"data\":{\"price\":{\"amount\":42}}}}";
        assertEquals(next, Payload.ofText(next).preview());
        assertEquals("[1,2]", Payload.ofText("[1,2]").preview());
    }

    @Test
    void a_preview_of_long_json_ends_with_an_ellipsis() {
        String wide = "[" + "1,".repeat(2_000_000) + "2]";
        String begin = "[" + "1,".repeat(59) + "1…";
        assertEquals(begin, Payload.ofText(wide).preview());
        assertEquals(begin, Payload.ofText(wide).shortened(0).preview());
        assertEquals(
                "\"" + begin.replace("…", "\"…"),
                Payload.ofText(wide + " and more").shortened(0).preview());
    }

    private static Payload inParts(byte[] bytes, long limit, int longestPart, Random random) {
        PayloadBuilder builder = new PayloadBuilder(limit);
        int from = 0;
        while (from < bytes.length) {
            int to = Math.min(bytes.length, from + random.nextInt(longestPart + 1));
            builder.append(ByteBuffer.wrap(bytes, from, to - from));
            from = to;
        }
        assertEquals(bytes.length, builder.size());
        return builder.build();
    }

    private static List<byte[]> cut(byte[] bytes, int part) {
        List<byte[]> parts = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += part) {
            parts.add(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + part)));
        }
        return parts;
    }

    private static void assertSameValue(Payload expected, Payload actual) {
        assertEquals(expected, actual);
        assertEquals(actual, expected);
        assertEquals(expected.hashCode(), actual.hashCode());
        assertEquals(expected.size(), actual.size());
        assertEquals(expected.toString(), actual.toString());
    }
}
