package org.armature.simulator.balance;

import java.util.Locale;

/**
 * A chart as SVG that stands alone. It brings its own background and follows the reader's choice of light or dark; series
 * differ by dashes too, for print and for those who see few colours.
 */
final class SvgChart {
    private static final int WIDTH = 820;
    private static final int HEIGHT = 440;
    private static final int LEFT = 76;
    private static final int RIGHT = 570;
    private static final int TOP = 52;
    private static final int BOTTOM = 378;
    private static final int LEGEND = RIGHT + 24;
    private static final int LEGEND_LINE = 24;
    private static final int SAMPLE = 34;
    private static final int MOST_MARKED = 40;
    private static final String STYLE = """
            <style>
            svg { color-scheme: light dark; }
            text { font: 13px system-ui, sans-serif; fill: #222; }
            .title { font-size: 15px; font-weight: 600; }
            .paper { fill: #fff; }
            .grid { stroke: #ddd; }
            .frame { stroke: #666; fill: none; }
            .line { fill: none; stroke-width: 2; }
            .c0 { stroke: #0072b2; } .c1 { stroke: #c04f00; stroke-dasharray: 8 4; }
            .c2 { stroke: #00805c; stroke-dasharray: 2 3; } .c3 { stroke: #a3447c; stroke-dasharray: 10 3 2 3; }
            .dot { stroke-dasharray: none; fill: #fff; stroke-width: 1.5; }
            @media (prefers-color-scheme: dark) {
            text { fill: #ddd; }
            .paper, .dot { fill: #16191d; }
            .grid { stroke: #3a3f45; }
            .frame { stroke: #999; }
            .c0 { stroke: #56b4e9; } .c1 { stroke: #f0a050; } .c2 { stroke: #3fd0a0; } .c3 { stroke: #e3a6cb; }
            }
            </style>
            """;

    /** Series that can be told apart. */
    static final int MOST_SERIES = 4;

    private final Chart chart;
    private final StringBuilder svg = new StringBuilder();

    private SvgChart(Chart chart) {
        this.chart = chart;
    }

    /** @throws IllegalArgumentException if there are more than {@value #MOST_SERIES} series */
    static String of(Chart chart) {
        if (chart.series().size() > MOST_SERIES) {
            throw new IllegalArgumentException(chart.series().size() + " series in a chart");
        }
        return new SvgChart(chart).draw();
    }

    private String draw() {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
                WIDTH, HEIGHT, escaped(chart.title()));
        svg.append(STYLE);
        add("<rect class=\"paper\" width=\"%d\" height=\"%d\"/>", WIDTH, HEIGHT);
        text("title", LEFT, TOP - 22, "start", chart.title());
        grid();
        add(
                "<rect class=\"frame\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
                LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP);
        for (int number = 0; number < chart.series().size(); number++) {
            series(number, chart.series().get(number));
        }
        return svg.append("</svg>\n").toString();
    }

    private void grid() {
        for (double tick : Ticks.of(chart.x())) {
            double x = x(tick);
            add("<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>", x, TOP, x, BOTTOM);
            text("tick", x, BOTTOM + 20, "middle", Numbers.tick(tick));
        }
        for (double tick : Ticks.of(chart.y())) {
            double y = y(tick);
            add("<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>", LEFT, y, RIGHT, y);
            text("tick", LEFT - 8, y + 4, "end", Numbers.tick(tick));
        }
        text("label", (LEFT + RIGHT) / 2.0, BOTTOM + 46, "middle", chart.x().label());
        add(
                "<text class=\"label\" transform=\"translate(22 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                (TOP + BOTTOM) / 2, escaped(chart.y().label()));
    }

    private void series(int number, Chart.Series series) {
        StringBuilder points = new StringBuilder();
        for (Chart.Point point : series.points()) {
            points.append(String.format(Locale.ROOT, " %.1f,%.1f", x(point.x()), y(point.y())));
        }
        add(
                "<polyline class=\"line c%d\" points=\"%s\"/>",
                number, points.toString().strip());
        if (series.points().size() <= MOST_MARKED) {
            series.points().forEach(point -> dot(number, x(point.x()), y(point.y())));
        }
        int y = TOP + 8 + number * LEGEND_LINE;
        add("<polyline class=\"line c%d\" points=\"%d,%d %d,%d\"/>", number, LEGEND, y, LEGEND + SAMPLE, y);
        text("legend", LEGEND + SAMPLE + 8, y + 4, "start", series.name());
    }

    private void dot(int number, double x, double y) {
        add("<circle class=\"dot c%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>", number, x, y);
    }

    private double x(double value) {
        return LEFT + chart.x().part(value) * (RIGHT - LEFT);
    }

    private double y(double value) {
        return BOTTOM - chart.y().part(value) * (BOTTOM - TOP);
    }

    private void text(String kind, double x, double y, String anchor, String text) {
        add("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", kind, x, y, anchor, escaped(text));
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
