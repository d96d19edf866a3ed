package dev.rollcall.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The values of {@code /actuator/prometheus} at one moment, by name and labels, with the labels sorted by name. */
public record Meters(Map<String, Double> values) {

    public static Meters of(Client client) {
        Reply reply = client.get("/actuator/prometheus");
        assertThat(reply.status()).isEqualTo(200);
        return new Meters(reply.body()
                .asString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))));
    }

    /**
     * Returns the value of a series such as {@code rollcall_logins_total{outcome="success"}}; 0 if it does not exist.
     */
    public double value(String series) {
        return values.getOrDefault(series, 0.0);
    }

    /** Returns the changes of the given meters' series since {@code before}, without unchanged series. */
    public Map<String, Double> since(Meters before, String... meters) {
        return series(meters).stream()
                .filter(series -> value(series) != before.value(series))
                .collect(Collectors.toMap(series -> series, series -> value(series) - before.value(series)));
    }

    /** Returns the names and labels of the given meters' series. */
    public Set<String> series(String... meters) {
        return values.keySet().stream()
                .filter(series -> Arrays.stream(meters).anyMatch(series::startsWith))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
