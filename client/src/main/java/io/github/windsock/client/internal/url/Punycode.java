package io.github.windsock.client.internal.url;

import java.util.ArrayList;
import java.util.List;

/** Encodes Unicode in letters, digits and hyphens (RFC 3492), as in a label after {@code xn--}. */
final class Punycode {
    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int INITIAL_BIAS = 72;
    private static final int INITIAL_N = 0x80;
    private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";

    private Punycode() {}

    /** Encodes a label (section 6.3). */
    static String encode(String label) {
        int[] input = label.codePoints().toArray();
        StringBuilder out = new StringBuilder();
        label.codePoints().filter(c -> c < INITIAL_N).forEach(out::appendCodePoint);
        int basic = out.length();
        if (basic > 0) {
            out.append('-');
        }
        int delta = 0;
        int bias = INITIAL_BIAS;
        int n = INITIAL_N;
        for (int handled = basic; handled < input.length; n++) {
            int next = nextAbove(n, input);
            delta = Math.addExact(delta, Math.multiplyExact(next - n, handled + 1));
            n = next;
            for (int c : input) {
                if (c < n) {
                    delta++;
                } else if (c == n) {
                    appendNumber(delta, bias, out);
                    bias = adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
        }
        return out.toString();
    }

    private static int nextAbove(int n, int[] codePoints) {
        int next = Integer.MAX_VALUE;
        for (int c : codePoints) {
            if (c >= n && c < next) {
                next = c;
            }
        }
        return next;
    }

    private static void appendNumber(int number, int bias, StringBuilder out) {
        int rest = number;
        for (int k = BASE; rest >= threshold(k, bias); k += BASE) {
            int t = threshold(k, bias);
            out.append(DIGITS.charAt(t + (rest - t) % (BASE - t)));
            rest = (rest - t) / (BASE - t);
        }
        out.append(DIGITS.charAt(rest));
    }

    /**
     * Decodes a label (section 6.2).
     *
     * @throws IllegalArgumentException if it is not Punycode; the message continues a sentence whose subject is the
     *     host
     */
    static String decode(String label) {
        try {
            return decoded(label);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("has \"xn--" + label + "\", whose Punycode overflows", e);
        }
    }

    private static String decoded(String label) {
        int hyphen = label.lastIndexOf('-');
        List<Integer> out = new ArrayList<>();
        label.substring(0, Math.max(0, hyphen)).codePoints().forEach(out::add);
        int n = INITIAL_N;
        int i = 0;
        int bias = INITIAL_BIAS;
        int at = hyphen < 1 ? 0 : hyphen + 1; // a leading hyphen is not a delimiter
        while (at < label.length()) {
            int before = i;
            int weight = 1;
            for (int k = BASE; ; k += BASE) {
                int digit = at < label.length() ? DIGITS.indexOf(label.charAt(at++)) : -1;
                if (digit < 0) {
                    throw new IllegalArgumentException("has \"xn--" + label + "\", which is not Punycode");
                }
                i = Math.addExact(i, Math.multiplyExact(digit, weight));
                int t = threshold(k, bias);
                if (digit < t) {
                    break;
                }
                weight = Math.multiplyExact(weight, BASE - t);
            }
            int size = out.size() + 1;
            bias = adapt(i - before, size, before == 0);
            n = Math.addExact(n, i / size);
            i %= size;
            out.add(i++, n);
        }
        return text(label, out);
    }

    private static String text(String label, List<Integer> codePoints) {
        StringBuilder text = new StringBuilder();
        for (int c : codePoints) {
            if (!Character.isValidCodePoint(c)) {
                throw new IllegalArgumentException("has \"xn--" + label + "\", whose Punycode leaves Unicode");
            }
            text.appendCodePoint(c);
        }
        return text.toString();
    }

    private static int threshold(int k, int bias) {
        return Math.min(T_MAX, Math.max(T_MIN, k - bias));
    }

    /** The bias for the next number (section 6.1). */
    private static int adapt(int delta, int size, boolean first) {
        int rest = first ? delta / DAMP : delta / 2;
        rest += rest / size;
        int k = 0;
        while (rest > (BASE - T_MIN) * T_MAX / 2) {
            rest /= BASE - T_MIN;
            k += BASE;
        }
        return k + (BASE - T_MIN + 1) * rest / (rest + SKEW);
    }
}
