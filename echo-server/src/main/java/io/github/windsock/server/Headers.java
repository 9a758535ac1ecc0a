package io.github.windsock.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lines of an HTTP header that a refusal adds, in order. */
record Headers(List<Line> lines) {
    static final Headers NONE = new Headers(List.of());

    /** One line. */
    record Line(String name, String value) {}

    Headers add(String name, String value) {
        return addAll(new Headers(List.of(new Line(name, value))));
    }

    Headers addAll(Headers more) {
        List<Line> all = new ArrayList<>(lines);
        all.addAll(more.lines);
        return new Headers(List.copyOf(all));
    }

    /** Returns the lines by name, as a response takes them. */
    Map<String, List<String>> toMap() {
        Map<String, List<String>> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Line line : lines) {
            map.computeIfAbsent(line.name(), name -> new ArrayList<>()).add(line.value());
        }
        return map;
    }
}
