package io.github.windsock.benchmarks.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A table of a section: its columns, each with what it shows of the rows that make a line. */
final class Table {

    private record Column(String head, String rule, Function<Rows, String> cell) {}

    private final List<Column> columns = new ArrayList<>();

    /** Adds a column of words. */
    Table words(String head, Function<Rows, String> cell) {
        columns.add(new Column(head, "---", cell));
        return this;
    }

    /** Adds a column of words, which the raw results have under the same name. */
    Table words(String column) {
        return words(column, rows -> rows.text(column));
    }

    /** Adds a column that is aligned to the right. */
    Table right(String head, Function<Rows, String> cell) {
        columns.add(new Column(head, "--:", cell));
        return this;
    }

    /** Adds a column with the number of rounds. */
    Table rounds(String head) {
        return right(head, rows -> Integer.toString(rows.size()));
    }

    /** Adds a column of numbers. */
    Table number(String head, int decimals, ToDoubleFunction<Rows> value) {
        return right(head, rows -> format("%." + decimals + "f", value.applyAsDouble(rows)));
    }

    /** Adds a column with medians. */
    Table median(String head, int decimals, String column) {
        return number(head, decimals, rows -> rows.median(column));
    }

    /** Adds a column with a percentile. */
    Table percentile(String head, String column, int percent) {
        return number(head, 0, rows -> rows.percentile(column, percent));
    }

    /** Adds a column that compares the rounds with those of another line. */
    Table ratio(String column, Rows base) {
        return right("×", rows -> rows.ratio(base, column));
    }

    /** Returns a section with a line for each group of rows; no section without any. */
    String section(String title, String text, Collection<Rows> lines) {
        if (lines.isEmpty()) {
            return "";
        }
        return "\n## " + title + "\n\n" + (text.isEmpty() ? "" : text + "\n\n") + line(Column::head)
                + columns.stream().map(Column::rule).collect(Collectors.joining("|", "|", "|\n"))
                + lines.stream()
                        .map(rows -> line(column -> column.cell().apply(rows)))
                        .collect(Collectors.joining());
    }

    private String line(Function<Column, String> cell) {
        return columns.stream().map(cell).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
