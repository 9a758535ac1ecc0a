package io.github.windsock.internal.wire;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The headers of an HTTP request or response in their order; names ignore case. Immutable. A request has about a dozen
 * headers and most are never looked up, so a linear search that compares lengths first is faster than a tree or a hash.
 */
public final class HttpHeaders extends AbstractMap<String, List<String>> {
    private static final int INDEX_FROM = 64; // headers

    /** No header. */
    public static final HttpHeaders EMPTY = new HttpHeaders(new String[0], List.of());

    private final String[] names;
    private final List<List<String>> values;

    private HttpHeaders(String[] names, List<List<String>> values) {
        this.names = names;
        this.values = values;
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

    /** Collects headers in the order in which they are added. */
    public static final class Builder {
        private String[] names = new String[16];
        private final List<List<String>> values = new ArrayList<>();
        private @Nullable Map<String, Integer> index; // so that thousands of headers do not take quadratic time

        private Builder() {}

        /**
         * Adds a value to a header, after the values that it has already.
         *
         * @param name the name, in any case
         * @param value the value
         * @return this builder
         */
        public Builder add(String name, String value) {
            return add(name, List.of(value));
        }

        private Builder add(String name, List<String> more) {
            int known = known(name);
            if (known >= 0) {
                values.set(known, join(values.get(known), more));
                return this;
            }
            if (values.size() == names.length) {
                names = Arrays.copyOf(names, 2 * names.length);
            }
            if (index != null) {
                index.put(name, values.size());
            }
            names[values.size()] = name;
            values.add(List.copyOf(more));
            return this;
        }

        /**
         * Adds headers.
         *
         * @param headers the headers in their order
         * @return this builder
         */
        public Builder addAll(Map<String, List<String>> headers) {
            headers.forEach(this::add);
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
            int known = known(name);
            if (known < 0) {
                return add(name, value);
            }
            values.set(known, List.of(value));
            return this;
        }

        /**
         * Sets a header unless it has a value.
         *
         * @param name the name, in any case
         * @param value the value
         * @return this builder
         */
        public Builder setIfAbsent(String name, String value) {
            return known(name) < 0 ? add(name, value) : this;
        }

        private int known(String name) {
            int count = values.size();
            if (count < INDEX_FROM) {
                return find(names, count, name);
            }
            Map<String, Integer> known = index;
            if (known == null) {
                known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                for (int i = 0; i < count; i++) {
                    known.put(names[i], i);
                }
                index = known;
            }
            return known.getOrDefault(name, -1);
        }

        private static List<String> join(List<String> some, List<String> more) {
            List<String> all = new ArrayList<>(some);
            all.addAll(more);
            return List.copyOf(all);
        }

        /**
         * Returns the collected headers.
         *
         * @return immutable headers
         */
        public HttpHeaders build() {
            return new HttpHeaders(names, List.copyOf(values));
        }
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
        for (String value : getOrDefault(name, List.of())) {
            for (String part : value.split(",", -1)) {
                if (part.strip().equalsIgnoreCase(token)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Returns the value of a header that must not occur more than once.
     *
     * @param name the name of the header, in any case
     * @return its value; empty if the header is missing or occurs more than once
     */
    public String single(String name) {
        List<String> all = getOrDefault(name, List.of());
        return all.size() == 1 ? all.get(0) : "";
    }

    /**
     * Returns the total length of all names and values.
     *
     * @return the number of characters
     */
    public int characters() {
        int characters = 0;
        for (int i = 0; i < values.size(); i++) {
            characters += names[i].length();
            for (String value : values.get(i)) {
                characters += value.length();
            }
        }
        return characters;
    }

    /** Appends the header lines as in a head. */
    void appendTo(StringBuilder head) {
        for (int i = 0; i < values.size(); i++) {
            for (String value : values.get(i)) {
                head.append(names[i]).append(": ").append(value).append("\r\n");
            }
        }
    }

    private static int find(String[] names, int count, String name) {
        int length = name.length();
        for (int i = 0; i < count; i++) {
            if (names[i].length() == length && names[i].equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public int size() {
        return values.size();
    }

    @Override
    public @Nullable List<String> get(@Nullable Object name) {
        int at = name instanceof String text ? find(names, values.size(), text) : -1;
        return at < 0 ? null : values.get(at);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public List<String> getOrDefault(@Nullable Object name, List<String> other) {
        List<String> found = get(name);
        return found == null ? other : found;
    }

    @Override
    public Set<Map.Entry<String, List<String>>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return values.size();
            }

            @Override
            public Iterator<Map.Entry<String, List<String>>> iterator() {
                return new EntryIterator();
            }
        };
    }

    private final class EntryIterator implements Iterator<Map.Entry<String, List<String>>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < values.size();
        }

        @Override
        public Map.Entry<String, List<String>> next() {
            if (!hasNext()) {
                throw new NoSuchElementException("there are " + next + " headers");
            }
            Map.Entry<String, List<String>> entry = Map.entry(names[next], values.get(next));
            next++;
            return entry;
        }
    }
}
