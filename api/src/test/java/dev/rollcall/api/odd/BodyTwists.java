package dev.rollcall.api.odd;

import static dev.rollcall.api.odd.Twist.of;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Odd bodies, and bodies with a false content type or encoding. */
final class BodyTwists {

    static final List<Twist> ALL = List.of(
            of("another body", (wire, chance) -> wire.body = latin(chance.pick(Oddities.of("bodies")))),
            of("another body", (wire, chance) -> wire.body = latin(chance.pick(Oddities.of("bodies")))),
            of("a body where none belongs", BodyTwists::unexpected),
            of("another content type", BodyTwists::type),
            of("another content type", BodyTwists::type),
            of("no content type", (wire, chance) -> wire.remove("Content-Type")),
            of(
                    "two content types",
                    (wire, chance) -> wire.headers.add("Content-Type: " + chance.pick(Oddities.of("contentTypes")))),
            of("another encoding", BodyTwists::encode),
            of("a byte order mark", (wire, chance) -> wire.body = latin("\u00ef\u00bb\u00bf" + text(wire))),
            of("bytes that are no text", (wire, chance) -> change(wire, chance, "\u00ff\u00c0\u0080")),
            of("a NUL in the body", (wire, chance) -> change(wire, chance, "\u0000")),
            of(
                    "half a body",
                    (wire, chance) -> wire.body = Arrays.copyOf(wire.body(), chance.below(wire.body().length + 1))),
            of(
                    "more behind the body",
                    (wire, chance) -> wire.body = latin(text(wire) + chance.of("x", "{}", "\u0000", ","))),
            of(
                    "white space around the body",
                    (wire, chance) -> wire.body = latin(" \t\r\n".repeat(chance.of(1, 1_000, 17_000)) + text(wire))),
            of("a list around the body", (wire, chance) -> wire.body = latin("[" + text(wire) + "]")),
            of(
                    "a string of the body",
                    (wire, chance) -> wire.body = Texts.json(text(wire)).getBytes(UTF_8)),
            of("a zipped body", BodyTwists::zip),
            of("a form for JSON, JSON for a form", BodyTwists::otherFormat),
            of("a chunked body", (wire, chance) -> wire.chunks = chance.of(1, 7, 100, 5_000)),
            of(
                    "a large body",
                    (wire, chance) -> wire.body =
                            latin(chance.of(" ", "x", "a=b&", "{\"a\":", "[").repeat(chance.of(10_000, 70_000)))));

    private BodyTwists() {}

    private static byte[] latin(String bytes) {
        return bytes.getBytes(ISO_8859_1);
    }

    private static String text(Wire wire) {
        return new String(wire.body(), ISO_8859_1);
    }

    private static void unexpected(Wire wire, Chance chance) {
        if (wire.format == Wire.Format.NONE) {
            wire.set("Content-Type", chance.of("application/json", "application/x-www-form-urlencoded"));
            wire.body = latin(chance.of("{}", "a=b", "x"));
        }
    }

    private static void type(Wire wire, Chance chance) {
        wire.set("Content-Type", chance.pick(Oddities.of("contentTypes")));
    }

    private static void encode(Wire wire, Chance chance) {
        String encoding = chance.pick(Oddities.of("encodings"));
        wire.body = new String(wire.body(), UTF_8).getBytes(Charset.forName(encoding));
        if (chance.oneIn(2)) {
            wire.set("Content-Type", "application/json;charset=" + encoding);
        }
    }

    private static void change(Wire wire, Chance chance, String bytes) {
        String body = text(wire);
        int place = chance.below(body.length() + 1);
        wire.body = latin(body.substring(0, place) + bytes + body.substring(place));
    }

    private static void zip(Wire wire, Chance chance) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(wire.body());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        wire.body = zipped.toByteArray();
        wire.headers.add("Content-Encoding: " + chance.of("gzip", "deflate", "x-gzip"));
    }

    private static void otherFormat(Wire wire, Chance chance) {
        boolean form = wire.format == Wire.Format.FORM;
        wire.format = form ? Wire.Format.JSON : Wire.Format.FORM;
        wire.set("Content-Type", form ? "application/json" : "application/x-www-form-urlencoded");
    }
}
