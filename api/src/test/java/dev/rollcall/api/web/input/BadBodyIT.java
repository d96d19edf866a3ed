package dev.rollcall.api.web.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Refusal;
import dev.rollcall.testing.Reply;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** S2-9: bodies that are not JSON objects, or declare another type. */
class BadBodyIT {

    @AfterAll
    static void theSessionStillWorks() {
        assertThat(BodyCall.device().profile().status()).isEqualTo(200);
    }

    static Stream<Arguments> notObjects() {
        return Stream.of(
                        "{",
                        "}",
                        "nonsense",
                        "[]",
                        "[{}]",
                        "\"text\"",
                        "1",
                        "1e999",
                        "true",
                        "null",
                        "{} x",
                        "{}{}",
                        "{'userName':'a'}",
                        "{\"userName\"}",
                        "{userName:1}",
                        "\u0000",
                        "{\u0000}",
                        "<xml/>",
                        "%PDF",
                        "[".repeat(10_000),
                        "{\"x\":".repeat(10_000),
                        "{\"x\":" + "[".repeat(10_000))
                .flatMap(body -> Stream.of(BodyCall.values()).map(call -> Arguments.of(call, body)));
    }

    @ParameterizedTest
    @MethodSource("notObjects")
    void refusesBodiesThatAreNotJsonObjects(BodyCall call, String body) {
        assertThat(Refusal.of(() -> call.send(body)).code()).isEqualTo("INVALID_REQUEST");
    }

    @ParameterizedTest
    @EnumSource(
            value = BodyCall.class,
            names = {"START", "REFRESH"},
            mode = EnumSource.Mode.EXCLUDE)
    void refusesAnEmptyBody(BodyCall call) {
        assertThat(Refusal.of(() -> call.send("")).text("detail")).isEqualTo("A JSON body is required.");
        assertThat(Refusal.of(() -> call.send(null)).code()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }

    /** The token may be in a cookie, of which there is none here. */
    @Test
    void refusesARefreshWithoutAToken() {
        Refusal.ofField("refresh_token", () -> BodyCall.REFRESH.send(""));
        Refusal.ofField("refresh_token", () -> BodyCall.REFRESH.send(null));
    }

    @ParameterizedTest
    @EnumSource
    void refusesARepeatedField(BodyCall call) {
        String field = call.firstField();

        String repeated = call.valid().replaceFirst("}$", ",\"" + field + "\":\"x\"}");
        Refusal.ofField(field, () -> call.send(repeated));
    }

    @ParameterizedTest
    @EnumSource
    void refusesInvalidUtf8(BodyCall call) {
        String field = call.firstField();

        String invalid = call.validBut(field, "\"\u00ff\u00fe\"");
        Refusal.ofField(field, () -> call.sendBytes(invalid));
    }

    @ParameterizedTest
    @EnumSource
    void acceptsJsonOnly(BodyCall call) {
        for (String type : new String[] {
            "text/plain",
            "application/xml",
            "application/yaml",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "application/json;charset=none",
            "*/*",
            "application/*",
            "application/json, text/plain",
            "nonsense",
            "a/b/c",
            "application/merge-patch+json"
        }) {
            String valid = call.valid();
            Reply reply = Refusal.of(() -> call.send(valid, "Content-Type", type));

            assertThat(reply.code()).as(type).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
        }
        assertThat(call.send(call.valid(), "Content-Type", "text/plain").header("Accept"))
                .isEqualTo("application/json");
    }

    @ParameterizedTest
    @EnumSource
    void refusesABodyOverTheLimit(BodyCall call) {
        String tooMuch = call.valid() + " ".repeat(BodySizeLimit.MAX_BYTES);

        assertThat(Refusal.of(() -> call.send(tooMuch)).code()).isEqualTo("REQUEST_TOO_LARGE");
        assertThat(Refusal.of(() -> call.sendChunked(tooMuch)).code()).isEqualTo("REQUEST_TOO_LARGE");
    }

    @Test
    void acceptsABodyAtTheLimit() {
        String body = BodyCall.SETTINGS.valid();
        String full = body + " ".repeat(BodySizeLimit.MAX_BYTES - body.length());

        assertThat(BodyCall.SETTINGS.send(full).at("maxSessions").asInt()).isEqualTo(300);
        assertThat(BodyCall.SETTINGS.sendChunked(full).at("maxSessions").asInt())
                .isEqualTo(300);
    }
}
