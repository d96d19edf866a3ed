package dev.rollcall.api.web.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Refusal;
import dev.rollcall.testing.Reply;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S2-9: fields that are missing, unknown, of another type or out of range. */
class BadFieldIT {

    @AfterAll
    static void theSessionStillWorks() {
        assertThat(BodyCall.device().profile().status()).isEqualTo(200);
    }

    /** Every string field of every body. */
    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of(BodyCall.LOGIN, "userName"),
                Arguments.of(BodyCall.LOGIN, "password"),
                Arguments.of(BodyCall.LOGIN, "deviceLabel"),
                Arguments.of(BodyCall.REFRESH, "refresh_token"),
                Arguments.of(BodyCall.START, "deviceLabel"),
                Arguments.of(BodyCall.START, "userAgent"),
                Arguments.of(BodyCall.START, "ipAddress"),
                Arguments.of(BodyCall.NEW_USER, "userName"),
                Arguments.of(BodyCall.NEW_USER, "password"),
                Arguments.of(BodyCall.WHAT_IF, "from"),
                Arguments.of(BodyCall.WHAT_IF, "to"),
                Arguments.of(BodyCall.PASSWORD, "currentPassword"),
                Arguments.of(BodyCall.PASSWORD, "newPassword"));
    }

    @ParameterizedTest
    @CsvSource({
        "LOGIN, user_name",
        "LOGIN, device_label",
        "REFRESH, refreshToken",
        "START, device_label",
        "START, user_agent",
        "START, ip_address",
        "NEW_USER, user_name",
        "PASSWORD, current_password",
        "PASSWORD, new_password",
        "PASSWORD, end_other_sessions",
    })
    void mayNotBeGivenUnderTwoNames(BodyCall call, String otherName) {
        Reply reply = Refusal.ofField(otherName, () -> call.send(call.validBut(otherName, "\"june_doe\"")));
        assertThat(reply.text("detail")).isEqualTo(otherName + " is not valid JSON or is a duplicate");
    }

    @Nested
    class Texts {

        static Stream<Arguments> texts() {
            return BadFieldIT.texts();
        }

        @ParameterizedTest
        @MethodSource("texts")
        void mustBeStrings(BodyCall call, String field) {
            for (String json : new String[] {"1", "1.5", "true", "{}", "{\"a\":1}", "[]", "[\"a\"]"}) {
                Reply reply = Refusal.ofField(field, () -> call.send(call.validBut(field, json)));
                assertThat(reply.text("detail")).isEqualTo(field + " must be a string");
            }
        }

        @ParameterizedTest
        @MethodSource("texts")
        void mayNotBeTooLong(BodyCall call, String field) {
            Refusal.ofField(field, () -> call.send(call.validBut(field, '"' + "x".repeat(60_000) + '"')));
            assertThat(Refusal.of(() -> call.send(call.validBut(field, '"' + "x".repeat(100_000) + '"')))
                            .code())
                    .isEqualTo("REQUEST_TOO_LARGE");
        }

        @ParameterizedTest
        @MethodSource("texts")
        void mustNotHaveUnpairedSurrogates(BodyCall call, String field) {
            for (String half : new String[] {"\\ud800", "\\udc00", "a\\ud83d", "\\ude00a"}) {
                Refusal.of(() -> call.send(call.validBut(field, '"' + half + '"')));
            }
        }

        @ParameterizedTest
        @MethodSource("texts")
        void mustNotHaveControlCharacters(BodyCall call, String field) {
            for (String control : new String[] {"\\u0000", "a\\u0000b", "a\\nb", "\\u007f", "\\u0085", "\\u2028"}) {
                Refusal.of(() -> call.send(call.validBut(field, '"' + control + '"')));
            }
            Refusal.ofField(field, () -> call.send(call.validBut(field, "\"\u0001\"")));
        }

        @ParameterizedTest
        @CsvSource({
            "LOGIN, userName, ''",
            "LOGIN, userName, '  '",
            "LOGIN, userName, \\u2003",
            "LOGIN, password, ''",
            "REFRESH, refresh_token, ''",
            "NEW_USER, userName, ''",
            "NEW_USER, userName, '  '",
            "NEW_USER, userName, a/b",
            "NEW_USER, userName, a;b",
            "NEW_USER, userName, a%b",
            "NEW_USER, userName, a\\\\b",
            "NEW_USER, userName, .",
            "NEW_USER, userName, ..",
            "NEW_USER, password, ''",
            "NEW_USER, password, seven77",
            "NEW_USER, password, bodies-new",
            "NEW_USER, password, Football",
            "NEW_USER, role, ROOT",
            "STATUS, status, GONE",
            "PASSWORD, currentPassword, ''",
            "PASSWORD, newPassword, ''",
            "PASSWORD, newPassword, seven77",
            "PASSWORD, newPassword, 12345678",
            "WHAT_IF, from, ''",
            "WHAT_IF, from, 2026-01-01",
            "WHAT_IF, to, 2026-13-01T00:00:00Z",
            "WHAT_IF, to, 2026-01-01T00:00:00Z",
            "WHAT_IF, to, 9999-01-01T00:00:00Z",
            "START, ipAddress, ''",
            "START, ipAddress, ...",
            "START, ipAddress, 192.0.2.256",
            "START, ipAddress, 192.0.2.1:80",
            "START, ipAddress, example.org",
            "START, ipAddress, '192.0.2.1, 192.0.2.2'"
        })
        void mustBeValidForTheirField(BodyCall call, String field, String text) {
            Refusal.ofField(field, () -> call.send(call.validBut(field, '"' + text + '"')));
        }

        @Test
        void mayHaveAnyCharactersInPasswords() {
            Reply reply =
                    Refusal.of(() -> BodyCall.LOGIN.send(BodyCall.LOGIN.validBut("password", "\"\\u0000\\n\\u0085\"")));

            assertThat(reply.code()).isEqualTo("INVALID_CREDENTIALS");
        }
    }

    @Nested
    class MissingFields {

        @Test
        void areReportedOneAtATime() {
            Refusal.ofField("password", () -> BodyCall.LOGIN.send("{}"));
            Refusal.ofField("password", () -> BodyCall.LOGIN.send("{\"user_name\":\"june_doe\"}"));
            Refusal.ofField("userName", () -> BodyCall.LOGIN.send("{\"password\":\"test123\"}"));
            Refusal.ofField("userName", () -> BodyCall.LOGIN.send(BodyCall.LOGIN.validBut("userName", "null")));
            Refusal.ofField("refresh_token", () -> BodyCall.REFRESH.send("{}"));
            Refusal.ofField("status", () -> BodyCall.STATUS.send("{}"));
            Refusal.ofField("password", () -> BodyCall.NEW_USER.send("{\"userName\":\"no-password\"}"));
            Refusal.ofField("currentPassword", () -> BodyCall.PASSWORD.send("{}"));
        }
    }

    @Nested
    class UnknownFields {

        @Test
        void areIgnoredWhereClientsOfOtherServicesSendThem() {
            assertThat(BodyCall.LOGIN
                            .send(BodyCall.LOGIN.validBut("remember_me", "true"))
                            .status())
                    .isEqualTo(200);
            assertThat(BodyCall.REFRESH
                            .send(BodyCall.REFRESH.validBut("grant_type", "\"refresh_token\""))
                            .status())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @EnumSource(names = {"START", "SETTINGS", "NEW_USER", "STATUS", "WHAT_IF", "PASSWORD"})
        void areRefusedElsewhere(BodyCall call) {
            assertThat(Refusal.ofField("maxSession", () -> call.send(call.validBut("maxSession", "1")))
                            .text("detail"))
                    .isEqualTo("maxSession is not a known field");
        }

        @ParameterizedTest
        @ValueSource(strings = {"<script>", "a b", "\u0007", "", "ä"})
        void areNotEchoedUnlessTheyLookLikeNames(String name) {
            Reply reply = Refusal.of(() -> BodyCall.SETTINGS.send(BodyCall.SETTINGS.validBut(name, "1")));

            assertThat(reply.at("field").isMissingNode()).isTrue();
            assertThat(reply.text("detail")).isEqualTo("A field is not a known field");
        }
    }
}
