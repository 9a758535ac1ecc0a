package io.github.windsock.server.internal.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Writes the kinds of ASN.1 values that a certificate needs, in DER (ITU-T X.690). */
final class Der {
    private Der() {}

    /** Returns a value with its tag and length. The contents are bytes or encoded values. */
    static byte[] value(int tag, byte[]... contents) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] content : contents) {
            all.writeBytes(content);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        writeLength(all.size(), out);
        out.writeBytes(all.toByteArray());
        return out.toByteArray();
    }

    private static void writeLength(int length, ByteArrayOutputStream out) {
        if (length < 0x80) {
            out.write(length);
            return;
        }
        byte[] bytes = BigInteger.valueOf(length).toByteArray();
        int zeros = bytes[0] == 0 ? 1 : 0;
        out.write(0x80 | (bytes.length - zeros));
        out.write(bytes, zeros, bytes.length - zeros);
    }

    static byte[] sequence(byte[]... values) {
        return value(0x30, values);
    }

    static byte[] set(byte[]... values) {
        return value(0x31, values);
    }

    static byte[] integer(BigInteger number) {
        return value(0x02, number.toByteArray());
    }

    static byte[] booleanTrue() {
        return value(0x01, new byte[] {(byte) 0xFF});
    }

    static byte[] octets(byte[] content) {
        return value(0x04, content);
    }

    /** Returns a bit string; {@code unused} is the number of unused bits in the last byte. */
    static byte[] bits(int unused, byte... content) {
        return value(0x03, new byte[] {(byte) unused}, content);
    }

    static byte[] utf8(String text) {
        return value(0x0C, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns a time before 2050. Digit by digit: no other part of a start needs the hundred classes of
     * DateTimeFormatter.
     */
    static byte[] time(Instant time) {
        LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder();
        int[] numbers = {
            utc.getYear() % 100,
            utc.getMonthValue(),
            utc.getDayOfMonth(),
            utc.getHour(),
            utc.getMinute(),
            utc.getSecond()
        };
        for (int number : numbers) {
            text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
        }
        return value(0x17, text.append('Z').toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns an object identifier such as {@code 2.5.4.3}. */
    static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writeArc(40 * Integer.parseInt(arcs[0]) + Integer.parseInt(arcs[1]), out);
        for (int i = 2; i < arcs.length; i++) {
            writeArc(Integer.parseInt(arcs[i]), out);
        }
        return value(0x06, out.toByteArray());
    }

    private static void writeArc(int arc, ByteArrayOutputStream out) {
        for (int shift = 28; shift > 0; shift -= 7) {
            if (arc >>> shift != 0) {
                out.write(0x80 | (arc >>> shift & 0x7F));
            }
        }
        out.write(arc & 0x7F);
    }
}
