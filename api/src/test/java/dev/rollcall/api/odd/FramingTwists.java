package dev.rollcall.api.odd;

import static dev.rollcall.api.odd.Twist.of;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;

/**
 * Requests whose end is ambiguous. Each uses its own connection. All have an HTTP version: once Tomcat 11 has served
 * HTTP/0.9, it may also answer another client's broken request line without a status line.
 */
final class FramingTwists {

    private static final String SECOND = "GET /auth/profile HTTP/1.1\r\nHost: localhost\r\n\r\n";

    static final List<Twist> ALL = List.of(
            of("a broken header", FramingTwists::header),
            of("odd chunks", FramingTwists::chunks),
            of("another request, or none", FramingTwists::other),
            of("the beginning of a request", FramingTwists::cut),
            of("another version", (wire, chance) -> {
                alone(wire);
                wire.version = chance.of("HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/1.2", "http/1.1", "HTTP/1.1.1");
            }),
            of("a request within the body", (wire, chance) -> {
                alone(wire);
                wire.set("Content-Length", chance.of("0", "4", "5"));
                wire.body = ("{}  " + SECOND).getBytes(ISO_8859_1);
            }),
            of("less than was announced", (wire, chance) -> {
                alone(wire);
                wire.set("Content-Length", "" + (wire.body().length + chance.of(1, 2, 70_000)));
            }));

    private FramingTwists() {}

    static void alone(Wire wire) {
        wire.alone = true;
        wire.beyondHttp = true;
    }

    private static void header(Wire wire, Chance chance) {
        alone(wire);
        wire.headers.add(chance.below(wire.headers.size() + 1), chance.pick(Oddities.of("brokenHeaders")));
    }

    private static void chunks(Wire wire, Chance chance) {
        alone(wire);
        wire.headers.add("Transfer-Encoding: chunked");
        wire.body = chance.pick(Oddities.of("chunks")).getBytes(ISO_8859_1);
    }

    private static void other(Wire wire, Chance chance) {
        alone(wire);
        String other = chance.pick(Oddities.of("requests"));
        wire.replaced = true;
        wire.lastly = text -> other;
    }

    private static void cut(Wire wire, Chance chance) {
        alone(wire);
        int length = chance.below(300);
        wire.lastly = text -> text.substring(0, Math.min(length, text.length()));
    }
}
