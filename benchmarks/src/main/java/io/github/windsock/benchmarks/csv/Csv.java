package io.github.windsock.benchmarks.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A table of raw results: a header, and a line for each run, appended when the run ends. */
public final class Csv {

    private final Path file;

    private Csv(Path file) {
        this.file = file;
    }

    /**
     * Creates a table, or replaces an existing one.
     *
     * @param file the file
     * @param columns the header
     * @return the table
     * @throws IOException if it cannot be written
     */
    public static Csv create(Path file, String... columns) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, String.join(",", columns) + "\n");
        return new Csv(file);
    }

    /**
     * Appends a line.
     *
     * @param values a value for each column, without commas
     * @throws IOException if it cannot be written
     */
    public void add(Object... values) throws IOException {
        Files.writeString(
                file,
                String.join(",", Stream.of(values).map(String::valueOf).toList()) + "\n",
                StandardOpenOption.APPEND);
    }

    /**
     * Reads a table.
     *
     * @param file the file
     * @return its lines by column, none if there is no such file
     * @throws IOException if it cannot be read
     */
    public static List<Map<String, String>> read(Path file) throws IOException {
        if (Files.notExists(file)) {
            return List.of();
        }
        List<String> lines = Files.readAllLines(file);
        List<String> columns = Arrays.asList(lines.get(0).split(",", -1));
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split(",", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                row.put(columns.get(i), values[i]);
            }
            rows.add(row);
        }
        return rows;
    }
}
