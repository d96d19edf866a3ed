package dev.rollcall.api.odd;

import static dev.rollcall.api.odd.Twist.of;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Odd headers that do not affect the framing. */
final class HeaderTwists {

    static final List<Twist> ALL = List.of(
            of("a header", HeaderTwists::header),
            of("a header", HeaderTwists::header),
            of("two headers", (wire, chance) -> {
                header(wire, chance);
                header(wire, chance);
            }),
            of("an identity", HeaderTwists::identity),
            of("an identity", HeaderTwists::identity),
            of(
                    "an identity before the own one",
                    (wire, chance) ->
                            wire.headers.add(0, Oddities.about(wire, chance.pick(Oddities.of("identities"))))),
            of(
                    "headers twice",
                    (wire, chance) -> wire.headers.addAll(wire.headers.stream()
                            .filter(line -> !isFraming(line))
                            .toList())),
            of("credentials spelt otherwise", HeaderTwists::spelling),
            of(
                    "credentials with more behind",
                    (wire, chance) -> credentials(wire, chance.of(" ", "\t", ",", ";", ".", "=", "\u00ff"))),
            of("many headers", (wire, chance) -> {
                for (int i = 0; i < chance.of(50, 90, 150); i++) {
                    wire.headers.add("X-" + i + ": x");
                }
            }),
            of(
                    "a long header",
                    (wire, chance) -> wire.headers.add(chance.of(
                                    "X-Any", "Cookie", "Accept", "User-Agent", "X-Forwarded-For", "If-None-Match")
                            + ": "
                            + chance.of("x", ",", "\u00ff", "a=b; ", "((").repeat(chance.of(300, 3_000, 9_000)))),
            of(
                    "a text as a header",
                    (wire, chance) -> wire.headers.add(chance.of(
                                    "X-Any",
                                    "User-Agent",
                                    "X-Session-Id",
                                    "Accept-Language",
                                    "X-Original-URI",
                                    "Cookie")
                            + ": " + Texts.raw(Oddities.text(wire, chance)).replaceAll("[\r\n\u0000]", "?"))),
            of("another order", (wire, chance) -> Collections.reverse(wire.headers)));

    private HeaderTwists() {}

    private static void header(Wire wire, Chance chance) {
        wire.headers.add(chance.pick(Oddities.of("headers")));
    }

    private static void identity(Wire wire, Chance chance) {
        wire.headers.add(Oddities.about(wire, chance.pick(Oddities.of("identities"))));
    }

    private static boolean isFraming(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        return lower.startsWith("content-length") || lower.startsWith("transfer-encoding") || lower.startsWith("host");
    }

    private static void spelling(Wire wire, Chance chance) {
        wire.headers.replaceAll(line -> line.startsWith("Authorization: ")
                ? line.replaceFirst(
                        "Authorization: (\\w+) ",
                        chance.of(
                                "authorization: $1 ",
                                "AUTHORIZATION:$1  ",
                                "Authorization: $1\t",
                                "Authorization:   $1 "))
                : line);
    }

    private static void credentials(Wire wire, String more) {
        wire.headers.replaceAll(
                line -> line.startsWith("Authorization") || line.startsWith("Cookie") ? line + more : line);
    }
}
