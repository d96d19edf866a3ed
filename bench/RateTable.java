import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A Markdown table of figures: a row for each operation, a column for each number of connections. */
class RateTable {

    private static final int MOST_CONNECTIONS = 64;

    private static final String HEAD = """
            | requests/s (median and p99 in ms) | 1 connection | 16 connections | 64 connections \
            | µs of processor time at 64, service + PostgreSQL |
            |---|--:|--:|--:|--:|
            """;

    private final Map<String, Map<Integer, Figures>> rows = new LinkedHashMap<>();

    RateTable(List<Figures> all) {
        for (Figures figures : all) {
            rows.computeIfAbsent(figures.operation(), operation -> new LinkedHashMap<>())
                    .put(figures.connections(), figures);
        }
    }

    Map<String, Map<Integer, Figures>> rows() {
        return rows;
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(HEAD);
        rows.forEach((operation, figures) -> {
            table.append("| ").append(Floor.is(operation) ? "*" + operation + "*" : operation);
            figures.values().forEach(some -> table.append(" | ").append(rate(some)));
            table.append(" | ").append(processorTime(figures.get(MOST_CONNECTIONS))).append(" |\n");
        });
        return table.toString();
    }

    private static String rate(Figures figures) {
        double step = figures.perSecond() < 1_000 ? 1 : figures.perSecond() < 10_000 ? 10 : 100;
        String rate = String.format(Locale.ROOT, "%,.0f", Math.round(figures.perSecond() / step) * step);
        return Double.isNaN(figures.p99())
                ? rate
                : rate + String.format(Locale.ROOT, " (%.1f, %.1f)", figures.p50(), figures.p99());
    }

    private static String processorTime(Figures figures) {
        String service = String.format(Locale.ROOT, "%,.0f", figures.serviceMicros());
        String database = String.format(Locale.ROOT, "%,.0f", figures.databaseMicros());
        if (Floor.is(figures.operation())) {
            return Floor.BARE.text().equals(figures.operation()) ? service : database;
        }
        return service + " + " + database;
    }
}
