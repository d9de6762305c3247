package org.armature.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Rows under headings; columns as wide as their widest cell, numbers to the right. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final List<Boolean> right = new ArrayList<>();

    /** @param headings those that begin with {@code >} head columns of numbers */
    public TextTable(String... headings) {
        List<String> heads = new ArrayList<>();
        for (String heading : headings) {
            right.add(heading.startsWith(">"));
            heads.add(heading.startsWith(">") ? heading.substring(1) : heading);
        }
        rows.add(heads);
    }

    /** @param cells as many as there are headings */
    public TextTable row(Object... cells) {
        if (cells.length != right.size()) {
            throw new IllegalArgumentException(cells.length + " cells under " + right.size() + " headings");
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(String.valueOf(cell));
        }
        rows.add(row);
        return this;
    }

    /** One line each, without spaces at their ends. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                String padding = " ".repeat(width(column) - length(cell));
                line.append(column == 0 ? "" : GAP);
                line.append(right.get(column) ? padding + cell : cell + padding);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> length(row.get(column))).max().orElseThrow();
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
