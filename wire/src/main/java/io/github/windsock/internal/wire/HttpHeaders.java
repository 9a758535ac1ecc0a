package io.github.windsock.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The headers of an HTTP request or response in their order; names ignore case. Immutable. A request has about a dozen
 * headers and most are never looked up, so lines are stored as they come, and a lookup compares lengths first.
 */
public final class HttpHeaders extends AbstractMap<String, List<String>> {
    /** No header. */
    public static final HttpHeaders EMPTY = builder().build();

    private final String[] lines; // each name and its value
    private final int[] lengths; // of the names
    private final int count;
    private final int characters;

    private HttpHeaders(Builder builder) {
        lines = builder.lines;
        lengths = builder.lengths;
        count = builder.count;
        characters = builder.characters;
    }

    /**
     * Returns a copy of a map. Names that differ only in case are merged.
     *
     * @param headers the headers in their order
     * @return the copy
     */
    public static HttpHeaders copyOf(Map<String, List<String>> headers) {
        if (headers instanceof HttpHeaders same) {
            return same;
        }
        return builder().addAll(headers).build();
    }

    /**
     * Returns a builder without headers.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects headers in the order in which they are added. It never writes where headers that it has built read. */
    public static final class Builder {
        private String[] lines = new String[32];
        private int[] lengths = new int[16];
        private int count;
        private int characters;

        private Builder() {}

        /**
         * Adds a value to a header, after the values that it has already.
         *
         * @param name the name, in any case
         * @param value the value
         * @return this builder
         */
        public Builder add(String name, String value) {
            int length = name.length();
            if (count == lengths.length) {
                lines = Arrays.copyOf(lines, 4 * count);
                lengths = Arrays.copyOf(lengths, 2 * count);
            }
            lines[2 * count] = name;
            lines[2 * count + 1] = value;
            lengths[count] = length;
            characters += length + value.length();
            count++;
            return this;
        }

        /**
         * Adds headers.
         *
         * @param headers the headers in their order
         * @return this builder
         */
        public Builder addAll(Map<String, List<String>> headers) {
            for (Map.Entry<String, List<String>> header : headers.entrySet()) {
                for (String value : header.getValue()) {
                    add(header.getKey(), value);
                }
            }
            return this;
        }

        /**
         * Adds headers as they are, so that lines of the same name stay where they are.
         *
         * @param headers the headers in their order
         * @return this builder
         */
        public Builder addLines(HttpHeaders headers) {
            for (int i = 0; i < headers.count; i++) {
                add(headers.name(i), headers.value(i));
            }
            return this;
        }

        /**
         * Sets a header to one value, which replaces all that it has.
         *
         * @param name the name, in any case
         * @param value the value
         * @return this builder
         */
        public Builder set(String name, String value) {
            HttpHeaders before = build();
            lines = new String[before.lines.length];
            lengths = new int[before.lengths.length];
            count = 0;
            characters = 0;
            boolean isSet = false;
            for (int i = 0; i < before.count; i++) {
                boolean isSame = before.name(i).equalsIgnoreCase(name);
                if (!isSame || !isSet) {
                    add(before.name(i), isSame ? value : before.value(i));
                }
                isSet |= isSame;
            }
            return isSet ? this : add(name, value);
        }

        /**
         * Sets a header unless it has a value.
         *
         * @param name the name, in any case
         * @param value the value
         * @return this builder
         */
        public Builder setIfAbsent(String name, String value) {
            return build().containsKey(name) ? this : add(name, value);
        }

        /**
         * Returns the collected headers.
         *
         * @return immutable headers
         */
        public HttpHeaders build() {
            return new HttpHeaders(this);
        }
    }

    private String name(int line) {
        return lines[2 * line];
    }

    private String value(int line) {
        return lines[2 * line + 1];
    }

    /**
     * Tells whether a header that holds a comma-separated list contains a token (RFC 9110, section 5.6.1). The list may
     * be spread over several header lines.
     *
     * @param name the name of the header, in any case
     * @param token the token, in any case
     * @return whether the list contains it
     */
    public boolean hasToken(String name, String token) {
        for (int at = find(name, 0); at >= 0; at = find(name, at + 1)) {
            if (isIn(value(at), token)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIn(String list, String token) {
        if (isSame(list, token)) {
            return true; // nearly always
        }
        for (String part : list.split(",", -1)) {
            if (HttpToken.trim(part).equalsIgnoreCase(token)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the first value of a header.
     *
     * @param name the name of the header, in any case
     * @return its first value; null if the header is missing
     */
    public @Nullable String first(String name) {
        int at = find(name, 0);
        return at < 0 ? null : value(at);
    }

    /**
     * Returns the value of a header that must not occur more than once.
     *
     * @param name the name of the header, in any case
     * @return its value; empty if the header is missing or occurs more than once
     */
    public String single(String name) {
        int at = find(name, 0);
        return at >= 0 && find(name, at + 1) < 0 ? value(at) : "";
    }

    /**
     * Returns the total length of all names and values.
     *
     * @return the number of characters
     */
    public int characters() {
        return characters;
    }

    /**
     * Returns the head of a message (RFC 9112, section 2.1).
     *
     * @param firstLine the parts of its request line or status line, between which a space is set
     * @return the encoded head, including the empty line at the end
     */
    public byte[] head(String... firstLine) {
        int size = characters + 4 * count + 3; // at most: two characters may be one byte
        for (String part : firstLine) {
            size += part.length() + 1;
        }
        byte[] head = new byte[size];
        int at = 0;
        for (String part : firstLine) {
            at = put(head, at, part);
            head[at++] = ' ';
        }
        at = endLine(head, at - 1);
        for (int i = 0; i < count; i++) {
            at = put(head, at, name(i));
            head[at++] = ':';
            head[at++] = ' ';
            at = endLine(head, put(head, at, value(i)));
        }
        at = endLine(head, at);
        return at == head.length ? head : Arrays.copyOf(head, at);
    }

    private static int put(byte[] head, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, head, at, bytes.length);
        return at + bytes.length;
    }

    private static int endLine(byte[] head, int at) {
        head[at] = '\r';
        head[at + 1] = '\n';
        return at + 2;
    }

    /** Returns the first line from {@code start} on that has a name; -1 if there is none. */
    private int find(String name, int start) {
        int[] all = lengths;
        int end = count;
        int length = name.length();
        for (int i = start; i < end; i++) {
            if (all[i] == length && isSame(lines[2 * i], name)) {
                return i;
            }
        }
        return -1;
    }

    /** Compares names or tokens whatever their case; nearly all are written alike, which is quicker to see. */
    private static boolean isSame(String one, String other) {
        return one.equals(other) || one.equalsIgnoreCase(other);
    }

    /** Merges lines whose names differ only in case. Uses an index, since a request may have thousands of lines. */
    private Map<String, List<String>> merged() {
        Map<String, List<String>> merged = new LinkedHashMap<>();
        Map<String, List<String>> index = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < count; i++) {
            List<String> values = index.get(name(i));
            if (values == null) {
                values = new ArrayList<>();
                index.put(name(i), values);
                merged.put(name(i), Collections.unmodifiableList(values));
            }
            values.add(value(i));
        }
        return Collections.unmodifiableMap(merged);
    }

    @Override
    public int size() {
        return merged().size();
    }

    @Override
    public boolean isEmpty() {
        return count == 0;
    }

    @Override
    public @Nullable List<String> get(@Nullable Object name) {
        int at = name instanceof String text ? find(text, 0) : -1;
        if (at < 0) {
            return null;
        }
        if (find(name(at), at + 1) < 0) {
            return List.of(value(at));
        }
        List<String> values = new ArrayList<>();
        for (int i = at; i >= 0; i = find(name(at), i + 1)) {
            values.add(value(i));
        }
        return List.copyOf(values);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return name instanceof String text && find(text, 0) >= 0;
    }

    @Override
    public List<String> getOrDefault(@Nullable Object name, List<String> other) {
        List<String> found = get(name);
        return found == null ? other : found;
    }

    @Override
    public Set<Map.Entry<String, List<String>>> entrySet() {
        return merged().entrySet();
    }
}
