package io.github.windsock.client.internal.url;

import io.github.windsock.internal.text.Ipv6;
import io.github.windsock.internal.text.Text;
import java.util.ArrayList;
import java.util.List;

/** Reads and serializes hosts (URL Standard 3.5 and 3.6): domains in ASCII, IPv4 in any notation, IPv6 in brackets. */
final class Host {
    private static final String FORBIDDEN = " #/:<>?@[\\]^|%";
    private static final String DIGITS = "0123456789";
    private static final String HEX_DIGITS = "0123456789abcdefABCDEF";

    private Host() {}

    /** Returns the host serialized; throws with a message that continues a sentence whose subject is the host. */
    static String parse(String text) {
        if (isSerializedIpv4(text)) {
            return text;
        }
        if (text.startsWith("[")) {
            if (!text.endsWith("]")) {
                throw new IllegalArgumentException("has a bracket that nothing closes");
            }
            return "[" + Ipv6.parse(text.substring(1, text.length() - 1)) + "]";
        }
        String domain = Idna.toAscii(text.indexOf('%') < 0 ? text : WebUrl.Percent.decodeText(text));
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

    /** Returns whether the text is an IPv4 address in its serialized form already. */
    private static boolean isSerializedIpv4(String text) {
        int parts = 0;
        int number = -1;
        for (int i = 0; i < text.length() && number < 256; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                if (number == 0) {
                    return false; // octal
                }
                number = number < 0 ? c - '0' : 10 * number + c - '0';
            } else if (c == '.' && number >= 0) {
                parts++;
                number = -1;
            } else {
                return false;
            }
        }
        return parts == 3 && number >= 0 && number < 256;
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
                throw new IllegalArgumentException("ends in a number but is not an IPv4 address");
            }
            address += last ? number : number << 8 * (3 - i);
        }
        return (address >> 24) + "." + (address >> 16 & 0xFF) + "." + (address >> 8 & 0xFF) + "." + (address & 0xFF);
    }

    private static long number(String text) {
        try {
            boolean isHex = text.startsWith("0x") || text.startsWith("0X");
            String digits = isHex ? text.substring(2) : text;
            if (!isOf(isHex ? HEX_DIGITS : DIGITS, digits)) {
                throw new NumberFormatException("sign or letter");
            }
            boolean isOctal = !isHex && text.length() > 1 && text.startsWith("0");
            return isHex && digits.isEmpty() ? 0 : Long.parseLong(digits, isHex ? 16 : isOctal ? 8 : 10);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("ends in a number but is not an IPv4 address", e);
        }
    }
}
