package io.github.windsock.client;

import io.github.windsock.Text;
import java.net.IDN;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads and serializes hosts (URL Standard 3.5 and 3.6): domains in ASCII, IPv4 in any notation, IPv6 in brackets. */
final class Host {
    private static final String FORBIDDEN = " #/:<>?@[\\]^|%";
    private static final String DIGITS = "0123456789";
    private static final String HEX_DIGITS = "0123456789abcdefABCDEF";

    private Host() {}

    /** Returns the host serialized; throws with the end of a sentence that begins with the host. */
    static String parse(String text) {
        if (text.startsWith("[")) {
            if (!text.endsWith("]")) {
                throw new IllegalArgumentException("has a bracket that nothing closes");
            }
            return "[" + Ipv6.parse(text.substring(1, text.length() - 1)) + "]";
        }
        String domain = toAscii(text.indexOf('%') < 0 ? text : WebUrl.Percent.decodeText(text));
        if (domain.isEmpty()) {
            throw new IllegalArgumentException("is empty once it is mapped to ASCII");
        }
        for (int i = 0; i < domain.length(); i++) {
            char c = domain.charAt(i);
            if (c <= 0x1F || c == 0x7F || FORBIDDEN.indexOf(c) >= 0) {
                throw new IllegalArgumentException("has the forbidden character " + Text.quote(Character.toString(c)));
            }
        }
        return endsInNumber(domain) ? ipv4(domain) : domain;
    }

    private static String toAscii(String domain) {
        if (isAscii(domain)) {
            return domain.toLowerCase(Locale.ROOT);
        }
        String mapped = Normalizer.normalize(domain, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace('\u3002', '.')
                .replace("\u00AD", "");
        try {
            return IDN.toASCII(mapped, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not a valid international name: " + e.getMessage(), e);
        }
    }

    private static boolean isAscii(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) < 0x80) {
            i++;
        }
        return i == text.length();
    }

    private static boolean endsInNumber(String domain) {
        List<String> parts = labels(domain);
        String last = parts.get(parts.size() - 1);
        boolean isHex = last.startsWith("0x") || last.startsWith("0X");
        return isHex ? isOf(HEX_DIGITS, last.substring(2)) : !last.isEmpty() && isOf(DIGITS, last);
    }

    private static boolean isOf(String allowed, String text) {
        int i = 0;
        while (i < text.length() && allowed.indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        return i == text.length();
    }

    private static List<String> labels(String domain) {
        List<String> parts = new ArrayList<>(List.of(domain.split("\\.", -1)));
        if (parts.size() > 1 && parts.get(parts.size() - 1).isEmpty()) {
            parts.remove(parts.size() - 1);
        }
        return parts;
    }

    private static String ipv4(String domain) {
        List<String> parts = labels(domain);
        if (parts.size() > 4) {
            throw new IllegalArgumentException("ends in a number but has more than four parts");
        }
        long address = 0;
        for (int i = 0; i < parts.size(); i++) {
            long number = number(parts.get(i));
            boolean last = i == parts.size() - 1;
            long limit = last ? 1L << 8 * (5 - parts.size()) : 256;
            if (number >= limit) {
                throw new IllegalArgumentException("ends in a number but is no IPv4 address");
            }
            address += last ? number : number << 8 * (3 - i);
        }
        return (address >> 24) + "." + (address >> 16 & 0xFF) + "." + (address >> 8 & 0xFF) + "." + (address & 0xFF);
    }

    private static long number(String text) {
        try {
            if (text.startsWith("0x") || text.startsWith("0X")) {
                return text.length() == 2 ? 0 : Long.parseLong(text.substring(2), 16);
            }
            boolean octal = text.length() > 1 && text.startsWith("0");
            if (!isOf(DIGITS, text)) {
                throw new NumberFormatException("sign or letter");
            }
            return Long.parseLong(text, octal ? 8 : 10);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("ends in a number but is no IPv4 address", e);
        }
    }

    private static final class Ipv6 {
        static String parse(String text) {
            if (!text.matches("[0-9a-fA-F:.]+") || !text.contains(":")) {
                throw new IllegalArgumentException("is no IPv6 address");
            }
            try {
                byte[] bytes = InetAddress.getByName("[" + text + "]") instanceof Inet6Address six
                        ? six.getAddress()
                        : mapped(InetAddress.getByName("[" + text + "]"));
                return serialize(bytes);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("is no IPv6 address", e);
            }
        }

        /** The JDK turns an IPv4-mapped address into an IPv4 one. */
        private static byte[] mapped(InetAddress four) {
            byte[] bytes = new byte[16];
            bytes[10] = (byte) 0xFF;
            bytes[11] = (byte) 0xFF;
            System.arraycopy(four.getAddress(), 0, bytes, 12, 4);
            return bytes;
        }

        private static String serialize(byte[] bytes) {
            int[] pieces = new int[8];
            for (int i = 0; i < 8; i++) {
                pieces[i] = (bytes[2 * i] & 0xFF) << 8 | bytes[2 * i + 1] & 0xFF;
            }
            int bestStart = -1;
            int bestLength = 1;
            for (int i = 0; i < 8; i++) {
                int end = i;
                while (end < 8 && pieces[end] == 0) {
                    end++;
                }
                if (end - i > bestLength) {
                    bestStart = i;
                    bestLength = end - i;
                }
            }
            StringBuilder out = new StringBuilder();
            for (int i = 0; i < 8; i++) {
                if (i == bestStart) {
                    out.append(i == 0 ? "::" : ":");
                    i += bestLength - 1;
                } else {
                    out.append(Integer.toHexString(pieces[i])).append(i == 7 ? "" : ":");
                }
            }
            return out.toString();
        }
    }
}
