package io.github.windsock.server.internal.behavior;

import io.github.windsock.internal.wire.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The head of the answer to an attempt, as lines that a fault can change.
 *
 * @param statusLine the status line
 * @param lines the header lines in their order
 */
public record AnswerHead(String statusLine, List<Line> lines) {

    /** A header line. */
    public record Line(String name, String value) {}

    /** Returns a valid 101 response. */
    public static AnswerHead switching(Map<String, List<String>> headers) {
        List<Line> lines = new ArrayList<>();
        headers.forEach((name, values) -> values.forEach(value -> lines.add(new Line(name, value))));
        return new AnswerHead("HTTP/1.1 101 Switching Protocols", List.copyOf(lines));
    }

    AnswerHead statusLine(String other) {
        return new AnswerHead(other, lines);
    }

    /** Replaces the header lines with a name by one line for each value. */
    AnswerHead with(String name, String... values) {
        return new AnswerHead(
                statusLine,
                Stream.concat(
                                lines.stream().filter(line -> !line.name().equals(name)),
                                Stream.of(values).map(value -> new Line(name, value)))
                        .toList());
    }

    String value(String name) {
        return lines.stream()
                .filter(line -> line.name().equals(name))
                .map(Line::value)
                .findFirst()
                .orElse("");
    }

    public HttpHeaders headers() {
        HttpHeaders.Builder headers = HttpHeaders.builder();
        lines.forEach(line -> headers.add(line.name(), line.value()));
        return headers.build();
    }

    /** Returns the encoded head, with the empty line at its end. */
    public byte[] bytes() {
        return headers().head(statusLine);
    }
}
