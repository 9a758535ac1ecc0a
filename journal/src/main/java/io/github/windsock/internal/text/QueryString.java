package io.github.windsock.internal.text;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Parses query strings in the format {@code application/x-www-form-urlencoded} of the URL Standard. */
public final class QueryString {
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");

    private static final Pattern ESCAPES = Pattern.compile("(%[0-9a-fA-F]{2})+");

    private QueryString() {}

    /**
     * A parameter of a query.
     *
     * @param value empty if the parameter has no equals sign
     */
    public record Pair(String name, String value) {}

    /**
     * Returns the parameters of a query in their order, decoded as browsers do.
     *
     * @param query without its question mark
     */
    public static List<Pair> pairs(String query) {
        return pairs(query, QueryString::decode);
    }

    /**
     * Returns the parameters of a query in their order.
     *
     * @param query without its question mark
     * @param decoder decodes names and values
     */
    public static List<Pair> pairs(String query, UnaryOperator<String> decoder) {
        List<Pair> pairs = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            int mark = pair.indexOf('=');
            if (!pair.isEmpty()) {
                String name = mark < 0 ? pair : pair.substring(0, mark);
                String value = mark < 0 ? "" : pair.substring(mark + 1);
                pairs.add(new Pair(decoder.apply(name), decoder.apply(value)));
            }
        }
        return pairs;
    }

    /** Decodes a name or a value. A percent sign without two hexadecimal digits stays as it is. */
    private static String decode(String text) {
        return URLDecoder.decode(BROKEN_ESCAPE.matcher(text).replaceAll("%25"), StandardCharsets.UTF_8);
    }

    /** Tells whether a percent sign in a text has no two hexadecimal digits after it. */
    public static boolean hasBrokenEscape(String text) {
        return BROKEN_ESCAPE.matcher(text).find();
    }

    /** Tells whether the escapes of a text are UTF-8, so that decoding replaces none of them. */
    public static boolean hasOnlyUtf8(String text) {
        return ESCAPES.matcher(text).results().allMatch(run -> isUtf8(run.group()));
    }

    private static boolean isUtf8(String escapes) {
        try {
            byte[] bytes = HexFormat.ofDelimiter("%").parseHex(escapes.substring(1));
            var unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
