package dev.rollcall.api.odd;

import static dev.rollcall.api.odd.Twist.of;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Locale;

/** Odd methods, paths and queries. */
final class TargetTwists {

    static final List<Twist> ALL = List.of(
            of("another method", (wire, chance) -> wire.method = chance.pick(Oddities.of("methods"))),
            of("another segment", TargetTwists::segment),
            of("another segment", TargetTwists::segment),
            of("one more segment", TargetTwists::oneMoreSegment),
            of("something before the path", (wire, chance) -> wire.path = pick("prefixes", wire, chance) + wire.path),
            of("something after the path", (wire, chance) -> wire.path += pick("suffixes", wire, chance)),
            of("a letter of the path encoded", TargetTwists::encodeLetter),
            of("another case", TargetTwists::otherCase),
            of("the path of something else", (wire, chance) -> wire.path = "/users/" + wire.stranger + "/sessions"),
            of("a long path", (wire, chance) -> wire.path += "/" + "x".repeat(chance.of(300, 8_000, 40_000))),
            of("a query", (wire, chance) -> wire.query.add(pick("queries", wire, chance))),
            of("a query", (wire, chance) -> wire.query.add(pick("queries", wire, chance))),
            of("an odd parameter", TargetTwists::parameter),
            of("an odd parameter", TargetTwists::parameter),
            of("an odd parameter", TargetTwists::parameter),
            of("a repeated parameter", (wire, chance) -> wire.query.addAll(List.copyOf(wire.query))),
            of("a long query", (wire, chance) -> wire.query.add("a=" + "x".repeat(chance.of(300, 8_000, 40_000)))),
            of("many parameters", TargetTwists::manyParameters));

    private TargetTwists() {}

    private static String pick(String kind, Wire wire, Chance chance) {
        return Oddities.about(wire, chance.pick(Oddities.of(kind)));
    }

    private static void segment(Wire wire, Chance chance) {
        String[] segments = wire.path.split("/", -1);
        int place = segments.length < 2 ? 0 : 1 + chance.below(segments.length - 1);
        segments[place] = chance.oneIn(5) ? Texts.encoded(Oddities.text(wire, chance)) : pick("segments", wire, chance);
        wire.path = String.join("/", segments);
    }

    private static void oneMoreSegment(Wire wire, Chance chance) {
        int slash = wire.path.indexOf('/', chance.below(Math.max(1, wire.path.length())));
        int place = slash < 0 ? wire.path.length() : slash;
        wire.path = wire.path.substring(0, place) + "/" + pick("segments", wire, chance) + wire.path.substring(place);
    }

    private static void encodeLetter(Wire wire, Chance chance) {
        if (wire.path.length() > 1) {
            int place = 1 + chance.below(wire.path.length() - 1);
            String code = String.format(
                    chance.of("%%%02x", "%%%02X", "%%25%02x", "%%u00%02x"), (int) wire.path.charAt(place));
            wire.path = wire.path.substring(0, place) + code + wire.path.substring(place + 1);
        }
    }

    private static void otherCase(Wire wire, Chance chance) {
        int place = chance.below(Math.max(1, wire.path.length()));
        String upper = wire.path.substring(place).toUpperCase(Locale.ROOT);
        wire.path = wire.path.substring(0, place) + new String(upper.getBytes(ISO_8859_1), ISO_8859_1);
    }

    private static void parameter(Wire wire, Chance chance) {
        List<Target.Field> known =
                wire.target.parameters().isEmpty() ? wire.target.members() : wire.target.parameters();
        String name = known.isEmpty()
                ? chance.of("limit", "cursor", "except", "to")
                : chance.pick(known).name();
        if (!chance.oneIn(4)) {
            wire.query.removeIf(parameter -> parameter.startsWith(name + "="));
        }
        String value = Oddities.text(wire, chance);
        wire.query.add(
                name + "=" + (chance.oneIn(8) ? Texts.raw(value).replaceAll("[ \r\n]", "+") : Texts.encoded(value)));
    }

    private static void manyParameters(Wire wire, Chance chance) {
        int count = chance.of(20, 999, 1_001);
        for (int i = 0; i < count; i++) {
            wire.query.add(chance.of("a" + i, "a") + "=");
        }
    }
}
