package io.github.windsock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloseStatusTests {

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1011, 1014, 3000, 3005, 4999})
    void codes_of_the_standard_and_of_applications_can_be_sent(int code) {
        assertEquals(new CloseStatus(code, "我就是要关闭它"), CloseStatus.sendable(code, "我就是要关闭它"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0     | ''
            999   | ''
            1004  | ' (it is reserved)'
            1005  | ' (it stands for a Close frame without a code: close without arguments sends that)'
            1006  | ' (it stands for a connection that ended without a Close frame: drop or reset it instead)'
            1015  | ' (it stands for a failed TLS handshake)'
            1016  | ''
            2999  | ''
            5000  | ''
            """)
    void other_codes_cannot_be_sent(int code, String why) {
        Exception refusal = assertThrows(IllegalArgumentException.class, () -> CloseStatus.sendable(code, ""));

        assertEquals(
                "close code " + code + " cannot be sent" + why + "; use 1000-1003, 1007-1014 or 3000-4999",
                refusal.getMessage());
    }

    @Test
    void a_reason_holds_123_bytes() {
        assertEquals(new CloseStatus(3005, "x".repeat(123)), CloseStatus.sendable(3005, "x".repeat(123)));
        assertEquals(new CloseStatus(3005, "我".repeat(41)), CloseStatus.sendable(3005, "我".repeat(41)));
    }

    @Test
    void a_reason_of_124_bytes_is_refused() {
        assertReasonRefused(124, "x".repeat(124));
        assertReasonRefused(126, "我".repeat(42));
    }

    @Test
    void a_lone_surrogate_in_a_reason_is_sent_and_counted_as_the_replacement_character() {
        assertEquals(new CloseStatus(3005, "\uFFFD"), CloseStatus.sendable(3005, "\uD83D"));
        assertReasonRefused(126, "\uD83D".repeat(42));
    }

    @Test
    void a_status_that_was_seen_may_have_any_code_of_16_bits() {
        assertEquals("0 \"\"", new CloseStatus(0, "").toString());
        assertEquals("65535 \"bye\"", new CloseStatus(65_535, "bye").toString());
        assertNoSuchCode(-1);
        assertNoSuchCode(65_536);
    }

    @Test
    void a_status_prints_what_is_invisible_as_escapes() {
        assertEquals("3005 \"我\\n\\\"\\u202e\"", new CloseStatus(3005, "我\n\"\u202E").toString());
    }

    private static void assertReasonRefused(int bytes, String reason) {
        Exception refusal = assertThrows(IllegalArgumentException.class, () -> CloseStatus.sendable(3005, reason));

        assertEquals("reason is " + bytes + " bytes in UTF-8; a Close frame holds at most 123", refusal.getMessage());
    }

    private static void assertNoSuchCode(int code) {
        Exception refusal = assertThrows(IllegalArgumentException.class, () -> new CloseStatus(code, ""));

        assertEquals("close code " + code + " does not fit into 16 bits", refusal.getMessage());
    }
}
