import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A picture of figures: the rate of each operation on a logarithmic axis, and its processor time. */
class RatePlot {

    private static final int[] AXIS = {100, 1_000, 10_000, 100_000};

    private static final int LEFT = 150;

    private static final int DECADE = 120;

    private static final int TIME_LEFT = 560;

    private static final int TIME_WIDTH = 130;

    private static final int TOP = 92;

    private static final int ROW = 30;

    private static final String HEAD = """
            <svg xmlns="http://www.w3.org/2000/svg" width="760" height="%1$d" viewBox="0 0 760 %1$d" role="img" aria-labelledby="title">
              <title id="title">Operations per second at 1, 16 and 64 connections, and processor time per operation</title>
              <style>
                svg { --back: #ffffff; --line: #d0d7de; --text: #1f2328; --faint: #59636e; --service: #0969da; --database: #1a7f37; }
                @media (prefers-color-scheme: dark) {
                  svg { --back: #0d1117; --line: #3d444d; --text: #f0f6fc; --faint: #9198a1; --service: #4493f8; --database: #3fb950; }
                }
                text { font: 12px -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; fill: var(--faint); }
                .name { font-size: 13px; fill: var(--text); }
                .head { font-size: 13px; font-weight: 600; fill: var(--text); }
                .back { fill: var(--back); }
                .axis { stroke: var(--line); }
                .floor { stroke: var(--faint); stroke-width: 2; }
                .rate, .service { fill: var(--service); }
                .database { fill: var(--database); }
                .middle { text-anchor: middle; }
                .end { text-anchor: end; }
              </style>
              <rect class="back" width="760" height="%1$d" rx="10"/>
            """;

    private final Map<String, Map<Integer, Figures>> rows;
    private final List<String> operations;
    private final StringBuilder svg = new StringBuilder();

    RatePlot(List<Figures> all) {
        rows = new RateTable(all).rows();
        operations = rows.keySet().stream().filter(name -> !Floor.is(name)).toList();
    }

    @Override
    public String toString() {
        int bottom = TOP + ROW * operations.size();
        svg.append(HEAD.formatted(bottom + 28));
        text("head", LEFT, 30, "Operations per second");
        legend();
        text("head", TIME_LEFT, 30, "Processor time at 64");
        text("service", TIME_LEFT, 50, "service");
        text("database", TIME_LEFT + 55, 50, "PostgreSQL");
        for (int rate : AXIS) {
            add("<path class=\"axis\" d=\"M%.0f %dV%d\"/>", x(rate), TOP - 16, bottom - 4);
            text("middle", x(rate), bottom + 14, String.format(Locale.ROOT, "%,d", rate));
        }
        double slowest = operations.stream().mapToDouble(name -> micros(rows.get(name).get(64))).max().orElse(1);
        for (int i = 0; i < operations.size(); i++) {
            row(operations.get(i), TOP + ROW * i, slowest);
        }
        return svg.append("</svg>\n").toString();
    }

    private void legend() {
        int at = LEFT;
        for (int connections : new int[] {1, 16, 64}) {
            circle(at + 5, 46, connections);
            text("", at + 14, 50, Integer.toString(connections));
            at += 40;
        }
        text("", at, 50, "connections");
        add("<path class=\"floor\" d=\"M%d 39v14\"/>", at + 86);
        text("", at + 94, 50, "floor at 16");
    }

    private void row(String name, int y, double slowest) {
        text("name end", LEFT - 14, y + 4, name);
        Floor floor = Floor.of(name);
        if (floor != null && rows.containsKey(floor.text())) {
            add("<path class=\"floor\" d=\"M%.1f %dv18\"/>", x(rows.get(floor.text()).get(16).perSecond()), y - 9);
        }
        rows.get(name).forEach((connections, figures) -> circle(x(figures.perSecond()), y, connections));
        Figures figures = rows.get(name).get(64);
        double service = TIME_WIDTH * figures.serviceMicros() / slowest;
        double database = TIME_WIDTH * figures.databaseMicros() / slowest;
        add("<rect class=\"service\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"12\"/>", TIME_LEFT, y - 6, service);
        add("<rect class=\"database\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"12\"/>", TIME_LEFT + service, y - 6, database);
        text("", TIME_LEFT + service + database + 6, y + 4, String.format(Locale.ROOT, "%,.0f µs", micros(figures)));
    }

    private static double micros(Figures figures) {
        return figures.serviceMicros() + figures.databaseMicros();
    }

    private void circle(double x, int y, int connections) {
        add("<circle class=\"rate\" cx=\"%.1f\" cy=\"%d\" r=\"5\" opacity=\"%s\"/>",
                x, y, connections == 1 ? "0.3" : connections == 16 ? "0.6" : "1");
    }

    private void text(String style, double x, double y, String text) {
        add("<text class=\"%s\" x=\"%.0f\" y=\"%.0f\">%s</text>", style, x, y, text);
    }

    private void add(String element, Object... values) {
        svg.append("  ").append(String.format(Locale.ROOT, element, values)).append('\n');
    }

    private static double x(double rate) {
        return LEFT + DECADE * Math.log10(rate / AXIS[0]);
    }
}
