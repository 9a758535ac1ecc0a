package io.github.windsock;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a request or an answer, in their order, found whatever their case. There are about a dozen, and most are
 * looked for once or never: comparing lengths finds a name sooner than a tree or a hash would. Immutable.
 */
final class HeaderMap extends AbstractMap<String, List<String>> {
    private static final int MANY = 64;

    static final HeaderMap EMPTY = new HeaderMap(new String[0], List.of());

    private final String[] names;
    private final List<List<String>> values;

    private HeaderMap(String[] names, List<List<String>> values) {
        this.names = names;
        this.values = values;
    }

    /** Returns a copy, in which names that differ in case only are one. */
    static HeaderMap copyOf(Map<String, List<String>> headers) {
        if (headers instanceof HeaderMap same) {
            return same;
        }
        String[] names = new String[headers.size()];
        List<List<String>> values = new ArrayList<>(names.length);
        Map<String, Integer> index = names.length > MANY ? new TreeMap<>(String.CASE_INSENSITIVE_ORDER) : null;
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            int known = known(header.getKey(), names, values.size(), index);
            if (known < 0) {
                names[values.size()] = header.getKey();
                values.add(List.copyOf(header.getValue()));
            } else {
                values.set(known, join(values.get(known), header.getValue()));
            }
        }
        return new HeaderMap(names, values);
    }

    /** Returns where a name stands already, or -1. A stranger may send ten thousand, which are not to be compared in pairs. */
    private static int known(String name, String[] names, int count, @Nullable Map<String, Integer> index) {
        if (index == null) {
            return find(names, count, name);
        }
        Integer known = index.putIfAbsent(name, count);
        return known == null ? -1 : known;
    }

    private static List<String> join(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
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
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, List<String>>> {
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
