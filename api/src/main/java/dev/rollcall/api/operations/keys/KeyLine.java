package dev.rollcall.api.operations.keys;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as the command line shows it, without its material.
 *
 * @param name what operators call the key
 * @param generation the number of the key, or its id if it has no number
 * @param createdAt null if it is not known, as for keys from files
 */
record KeyLine(String name, String generation, @Nullable Instant createdAt, String state) {

    private static final String FORMAT = "%-18s %-24s %-20s %8s  %s";

    static String header() {
        return FORMAT.formatted("KEY", "GENERATION", "CREATED", "AGE", "STATE");
    }

    String format(Instant now) {
        return FORMAT.formatted(name, generation, created(), age(now), state);
    }

    private String created() {
        return createdAt == null
                ? "-"
                : Instant.ofEpochSecond(createdAt.getEpochSecond()).toString();
    }

    /** The largest unit only: whoever reads it asks whether a key is old. */
    private String age(Instant now) {
        if (createdAt == null) {
            return "-";
        }
        Duration age = Duration.between(createdAt, now);
        if (age.toDays() > 0) {
            return age.toDays() + " d";
        }
        return age.toHours() > 0 ? age.toHours() + " h" : Math.max(0, age.toMinutes()) + " min";
    }
}
