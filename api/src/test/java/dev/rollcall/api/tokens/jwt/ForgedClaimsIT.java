package dev.rollcall.api.tokens.jwt;

import static dev.rollcall.api.tokens.jwt.ForgedTokens.DEVICE;
import static dev.rollcall.api.tokens.jwt.ForgedTokens.FORGE;
import static dev.rollcall.api.tokens.jwt.ForgedTokens.OTHER;
import static dev.rollcall.api.tokens.jwt.ForgedTokens.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S2-3: access tokens that are signed with our key but have claims that we would not issue. */
class ForgedClaimsIT {

    @Test
    void acceptsTheForgedTokenIfNothingIsWrong() {
        ForgedTokens.assertGoodOneIsAccepted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "aud", "exp", "iat", "jti", "sid", "user_name", "role"})
    void refusesAMissingClaim(String claim) {
        assertRefused(FORGE.withClaim(claim, null));
    }

    static Stream<Arguments> claims() {
        long now = Instant.now().getEpochSecond();
        long exp = FORGE.seconds("exp");
        return Stream.of(
                        row("iss", "", 1, List.of("http://localhost:0"), "http://localhost:0/", "HTTP://localhost:0"),
                        row("iss", "https://elsewhere.example"),
                        row("sub", "", " ", 1, true, List.of("forged"), Map.of(), "a\u0000b", "x".repeat(256)),
                        row("sub", "somebody-else", "nobody", "FORGED", "forged "),
                        row("aud", "", "other", "Rollcall", 1, Map.of("aud", "rollcall"), List.of(), List.of("other")),
                        row("aud", List.of("rollcall", 1), List.of(1, "rollcall")),
                        row("status", 1, true, List.of("ACTIVE"), Map.of()),
                        row("exp", Long.toString(exp), "2040-01-01T00:00:00Z", "", true, List.of(exp), Map.of()),
                        row("exp", now - 1, now, 0, -1, Long.MIN_VALUE, Long.MAX_VALUE, exp + 0.5, 1e300),
                        row("exp", now + 10 * 365 * 86_400L, exp * 1_000),
                        row("iat", Long.toString(now), "", true, List.of(now), now + 120, Long.MAX_VALUE, now - 0.5),
                        row("iat", 0, -1, exp + 1),
                        row("nbf", now + 120, Long.MAX_VALUE, Long.toString(now), true, List.of(now)),
                        row("jti", "", 1, List.of("x")),
                        row("sid", "", 1, Map.of(), List.of(DEVICE.sessionId()), "x", "' OR 1=1", "\u0000"),
                        row("sid", OTHER.sessionId(), "01a1fdd5-5552-73e8-a37e-7b2db2363844"),
                        row("sid", DEVICE.sessionId() + " ", "{" + DEVICE.sessionId() + "}"),
                        row("user_name", "", 1, List.of("forged")),
                        row("role", "", "ROOT", "admin", "ADMIN ", 1, 0, List.of("USER"), Map.of("role", "USER")))
                .flatMap(rows -> rows);
    }

    private static Stream<Arguments> row(String claim, Object... values) {
        return Stream.of(values).map(value -> Arguments.of(claim, value));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void refusesAWrongClaim(String claim, Object value) {
        assertRefused(FORGE.withClaim(claim, value));
    }

    /** Parsers differ in whether the first or the last value counts. */
    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "aud", "exp", "iat", "sid", "user_name", "role"})
    void refusesARepeatedClaim(String claim) {
        Object value = FORGE.claims().get(claim);
        String member = "\"" + claim + "\":" + (value instanceof String ? "\"" + value + "\"" : value);

        assertRefused(FORGE.signed(FORGE.headerJson(), FORGE.claimsJson().replaceFirst("}$", "," + member + "}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "1", "\"text\"", "{", "{}", "{}{}", "not json", "\u0000"})
    void refusesClaimsThatAreNotAnObject(String json) {
        assertRefused(FORGE.signed(FORGE.headerJson(), json));
    }

    @Test
    void refusesTrailingContent() {
        assertRefused(FORGE.signed(FORGE.headerJson(), FORGE.claimsJson() + "{}"));
        assertRefused(FORGE.signed(FORGE.headerJson(), FORGE.claimsJson() + "x"));
    }

    @Test
    void refusesATokenOfAnotherDatabase() {
        assertRefused(SharedNode.client().start("forged").accessToken());
        assertRefused(DEVICE.refreshToken());
    }

    @Test
    void refusesTheSessionOfAnotherUser() {
        SignedIn other = ForgedTokens.client().start("somebody-else");
        String before = other.profile().text("session.lastActivityAt");

        assertRefused(FORGE.withClaim("sid", other.sessionId()));

        assertThat(other.profile().text("session.userId")).isEqualTo("somebody-else");
        assertThat(other.profile().text("session.lastActivityAt")).isEqualTo(before);
    }
}
