package dev.rollcall.api.odd;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Odd values for requests, from {@code oddities.json}. */
final class Oddities {

    private static final Map<String, List<String>> ALL = read();

    private Oddities() {}

    static List<String> of(String kind) {
        return Objects.requireNonNull(ALL.get(kind), kind);
    }

    private static Map<String, List<String>> read() {
        try (InputStream json = Oddities.class.getResourceAsStream("oddities.json")) {
            return new JsonMapper().readValue(json, new TypeReference<>() {});
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns an odd text, sometimes a long one. */
    static String text(Wire wire, Chance chance) {
        return chance.oneIn(12)
                ? chance.pick(of("repeatedTexts")).repeat(chance.of(120, 121, 255, 256, 512, 1_024, 1_025, 4_000))
                : about(wire, chance.pick(of("texts")));
    }

    /** Replaces placeholders by the ids of another user and session. */
    static String about(Wire wire, String text) {
        return text.replace("{strangersSession}", wire.strangersSession).replace("{stranger}", wire.stranger);
    }
}
