package org.armature.simulator.balance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rows of values, as text for people and as CSV for programs. */
public final class Table {
    /** A value where there is none: a dash, and nothing in CSV. */
    static final Double NONE = Double.NaN;

    private static final String GAP = "  ";

    private final List<Column> columns;
    private final List<List<Object>> rows = new ArrayList<>();

    /**
     * @param heading over the text
     * @param name in the first line of the CSV
     * @param text of a value
     */
    record Column(String heading, String name, Function<Object, String> text) {
        static Column words(String heading, String name) {
            return new Column(heading, name, String::valueOf);
        }

        static Column whole(String heading, String name) {
            return new Column(heading, name, value -> Numbers.whole(((Number) value).longValue()));
        }

        static Column bytes(String heading, String name) {
            return new Column(heading, name, value -> Numbers.bytes((Long) value));
        }

        static Column efficiency(String heading, String name) {
            return new Column(heading, name, value -> Numbers.efficiency((Double) value));
        }

        static Column percent(String heading, String name) {
            return new Column(heading, name, value -> Numbers.percent((Double) value));
        }
    }

    Table(Column... columns) {
        this.columns = List.of(columns);
    }

    /** @param values as many as there are columns */
    void row(Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(values.length + " values in " + columns.size() + " columns");
        }
        rows.add(List.of(values));
    }

    /** Aligned: the first column to the left, all others to the right. */
    public List<String> lines() {
        List<List<String>> cells = new ArrayList<>();
        cells.add(columns.stream().map(Column::heading).toList());
        for (List<Object> row : rows) {
            List<String> texts = new ArrayList<>();
            for (Column column : columns) {
                Object value = row.get(texts.size());
                texts.add(value.equals(NONE) ? "-" : column.text().apply(value));
            }
            cells.add(texts);
        }
        return cells.stream().map(row -> line(row, cells)).toList();
    }

    private static String line(List<String> row, List<List<String>> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            int at = column;
            int width = cells.stream()
                    .mapToInt(other -> other.get(at).length())
                    .max()
                    .orElseThrow();
            String padding = " ".repeat(width - row.get(column).length());
            line.append(column == 0 ? row.get(column) + padding : GAP + padding + row.get(column));
        }
        return line.toString().stripTrailing();
    }

    /** RFC 4180 but for the ends of lines: names of columns, then a line for each row; ratios with six digits. */
    public String csv() {
        StringBuilder text = new StringBuilder();
        text.append(columns.stream().map(column -> csv(column.name())).collect(Collectors.joining(",")))
                .append('\n');
        for (List<Object> row : rows) {
            text.append(row.stream().map(Table::csv).collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.toString();
    }

    private static String csv(Object value) {
        if (value.equals(NONE)) {
            return "";
        }
        if (value instanceof Double ratio) {
            return String.format(Locale.ROOT, "%.6f", ratio);
        }
        String text = String.valueOf(value);
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
