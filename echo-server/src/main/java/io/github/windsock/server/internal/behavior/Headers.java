package io.github.windsock.server.internal.behavior;

import io.github.windsock.internal.wire.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The HTTP headers that a behavior adds to its answer, in order. */
public record Headers(List<Line> lines) {
    public static final Headers NONE = new Headers(List.of());

    /** A header line. */
    public record Line(String name, String value) {
        /** Returns the header that sets a cookie with this name and value (RFC 6265, section 4.1). */
        Line asCookie() {
            return new Line("Set-Cookie", name + "=" + value);
        }
    }

    public Headers add(String name, String value) {
        return addAll(new Headers(List.of(new Line(name, value))));
    }

    Headers addAll(Headers more) {
        List<Line> all = new ArrayList<>(lines);
        all.addAll(more.lines);
        return new Headers(List.copyOf(all));
    }

    /** Returns the lines, for messages. */
    @Override
    public String toString() {
        return lines.stream().map(line -> line.name() + ": " + line.value()).collect(Collectors.joining(", "));
    }

    /** Returns the headers of a response. */
    public HttpHeaders toMap() {
        HttpHeaders.Builder builder = HttpHeaders.builder();
        lines.forEach(line -> builder.add(line.name(), line.value()));
        return builder.build();
    }
}
