package io.github.windsock.benchmarks.report;

import io.github.windsock.benchmarks.csv.Csv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Raw results, such as those of all rounds of one variant, and what is calculated of a column. */
record Rows(List<Map<String, String>> all) {
    static final Rows NONE = new Rows(List.of());

    /** Reads a file, without the quotes of JMH; none if there is no such file. */
    static Rows read(Path file) {
        try {
            return new Rows(Csv.read(file).stream()
                    .map(row -> row.entrySet().stream()
                            .collect(Collectors.toMap(
                                    cell -> unquoted(cell.getKey()), cell -> unquoted(cell.getValue()))))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unquoted(String text) {
        return text.replace("\"", "");
    }

    /** Groups them by the values of columns, in the order in which these first occur. */
    Map<String, Rows> by(String... columns) {
        Map<String, Rows> groups = new LinkedHashMap<>();
        for (Map<String, String> row : all) {
            String key = Stream.of(columns)
                    .map(column -> row.getOrDefault(column, ""))
                    .collect(Collectors.joining(" | "));
            groups.computeIfAbsent(key, none -> new Rows(new ArrayList<>())).all.add(row);
        }
        return groups;
    }

    /** Returns each row alone. */
    List<Rows> each() {
        return all.stream().map(row -> new Rows(List.of(row))).toList();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    int size() {
        return all.size();
    }

    /** Returns the value of a column that is the same in all rows. */
    String text(String column) {
        return all.get(0).getOrDefault(column, "");
    }

    double sum(String column) {
        return values(column).mapToDouble(value -> value).sum();
    }

    double median(String column) {
        return percentile(column, 50);
    }

    double percentile(String column, int percent) {
        return percentile(values(column), percent);
    }

    /** Returns the median of a column by the test. */
    double perTest(String column) {
        return median(column) / median("tests");
    }

    /** Compares within each round, since the load of the machine changes between rounds. */
    String ratio(Rows base, String column) {
        List<Double> own = values(column).toList();
        List<Double> others = base.values(column).toList();
        List<Double> ratios = IntStream.range(0, Math.min(own.size(), others.size()))
                .mapToObj(round -> own.get(round) / others.get(round))
                .toList();
        return Table.format(
                "%.2f (%.2f-%.2f)",
                percentile(ratios.stream(), 50), percentile(ratios.stream(), 0), percentile(ratios.stream(), 100));
    }

    private Stream<Double> values(String column) {
        return all.stream().map(row -> Double.parseDouble(row.getOrDefault(column, "NaN")));
    }

    private static double percentile(Stream<Double> values, int percent) {
        List<Double> sorted = values.sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
