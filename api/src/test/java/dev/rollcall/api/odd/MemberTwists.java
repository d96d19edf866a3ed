package dev.rollcall.api.odd;

import static dev.rollcall.api.odd.Twist.of;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Odd members of a body. A request without a body gets one. */
final class MemberTwists {

    static final List<Twist> ALL = List.of(
            of("an odd text", (wire, chance) -> put(wire, name(wire, chance), Oddities.text(wire, chance))),
            of("an odd text", (wire, chance) -> put(wire, name(wire, chance), Oddities.text(wire, chance))),
            of("an odd text", (wire, chance) -> put(wire, name(wire, chance), Oddities.text(wire, chance))),
            of("an odd value", MemberTwists::value),
            of("an odd value", MemberTwists::value),
            of("a huge number", (wire, chance) -> raw(wire, name(wire, chance), "9".repeat(chance.of(20, 400, 1_100)))),
            of("a deep value", MemberTwists::deep),
            of("a missing member", (wire, chance) -> wire.members.remove(name(wire, chance))),
            of("an unknown member", (wire, chance) -> put(wire, Oddities.text(wire, chance), "x")),
            of(
                    "a member that says who",
                    (wire, chance) -> put(
                            wire,
                            chance.of("userId", "role", "sub", "sessionId", "admin", "@class", "__proto__"),
                            wire.stranger)),
            of("a member by its other name", MemberTwists::otherName),
            of("a member twice", MemberTwists::twice));

    private MemberTwists() {}

    private static String name(Wire wire, Chance chance) {
        List<Target.Field> known = wire.target.members();
        return known.isEmpty()
                ? chance.of("a", "deviceLabel", "token", "userName")
                : chance.pick(known).name();
    }

    private static void put(Wire wire, String name, String text) {
        raw(wire, name, wire.format == Wire.Format.FORM ? Texts.encoded(text) : Texts.json(text));
    }

    private static void raw(Wire wire, String name, String value) {
        if (wire.format == Wire.Format.NONE) {
            wire.format = Wire.Format.JSON;
            wire.set("Content-Type", "application/json");
        }
        wire.members.put(name, value);
    }

    private static void value(Wire wire, Chance chance) {
        raw(wire, name(wire, chance), chance.pick(Oddities.of("values")));
    }

    private static void deep(Wire wire, Chance chance) {
        int depth = chance.of(10, 499, 501, 1_001, 5_000);
        String opening = chance.of("[", "{\"a\":");
        raw(wire, name(wire, chance), opening.repeat(depth));
    }

    private static void otherName(Wire wire, Chance chance) {
        String name = name(wire, chance);
        String value = wire.members.remove(name);
        String other = chance.of(
                name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT),
                name.toUpperCase(Locale.ROOT),
                name + " ",
                name + "[]");
        raw(wire, other, value == null ? "1" : value);
    }

    private static void twice(Wire wire, Chance chance) {
        String name = name(wire, chance);
        String body = new String(wire.body(), StandardCharsets.UTF_8);
        String again = wire.format == Wire.Format.FORM ? "&" + name + "=x" : ",\"" + name + "\":\"x\"}";
        String twice = wire.format == Wire.Format.FORM ? body + again : body.replaceFirst("}$", "") + again;
        wire.body = twice.getBytes(StandardCharsets.UTF_8);
    }
}
