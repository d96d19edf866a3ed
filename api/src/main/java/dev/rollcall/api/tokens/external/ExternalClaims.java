package dev.rollcall.api.tokens.external;

import static dev.rollcall.api.tokens.external.StrictClaims.require;

import dev.rollcall.api.tokens.ExternalToken;
import dev.rollcall.api.tokens.InvalidToken;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.api.tokens.TokensProperties;
import dev.rollcall.event.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Verifies what the tokens of one identity provider claim (RFC 7519 section 4.1, RFC 9068 section 4). */
final class ExternalClaims {

    private static final int LONGEST_LOGIN_ID = 255;

    /** Claims that only ID tokens have (OpenID Connect Core section 3.3.2.11). */
    private static final List<String> ID_TOKEN_CLAIMS = List.of("at_hash", "c_hash");

    /** The claims in which Cognito and Keycloak mark the kind of a token, with the values for access tokens. */
    private static final Map<String, List<String>> ACCESS_TOKEN_MARKS =
            Map.of("token_use", List.of("access"), "typ", List.of("Bearer", "JWT", "at+jwt"));

    /** Claims with a standard type, even if they are not used here (RFC 7519 section 4.1, RFC 9068 section 2.2). */
    private static final List<String> STRINGS = List.of("iss", "sub", "jti", "client_id", "azp", "token_use", "typ");

    private static final List<String> TIMES = List.of("exp", "iat", "nbf", "auth_time");

    private final ExternalIssuersProperties.Entry settings;
    private final Clock clock;

    ExternalClaims(ExternalIssuersProperties.Entry settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** @throws InvalidToken unless the token is a valid access token of this issuer for this service */
    ExternalToken verify(StrictClaims claims) {
        STRINGS.forEach(claims::string);
        TIMES.forEach(claims::time);
        require(settings.issuer().equals(claims.string("iss")), "iss");
        requireForUs(claims);
        requireAccessToken(claims);
        Instant issuedAt = claims.requiredTime("iat");
        Instant expiresAt = claims.requiredTime("exp");
        Instant authenticatedAt = claims.time("auth_time");
        requireInForce(issuedAt, expiresAt, claims.time("nbf"));
        require(authenticatedAt == null || !authenticatedAt.isAfter(soon()), "auth_time");
        return new ExternalToken(
                settings.issuer(), userId(claims), role(claims), loginId(claims), issuedAt, expiresAt, authenticatedAt);
    }

    /** Limits the lifetime too, because ended sessions are not remembered forever, see {@link ExternalIssuers}. */
    void requireInForce(Instant issuedAt, Instant expiresAt, @Nullable Instant notBefore) {
        require(clock.instant().isBefore(expiresAt), "exp");
        require(!issuedAt.isAfter(soon()), "iat");
        require(!expiresAt.isAfter(issuedAt.plus(settings.longestTokenLifetime())), "exp");
        require(notBefore == null || !notBefore.isAfter(soon()), "nbf");
    }

    private Instant soon() {
        return clock.instant().plus(TokensProperties.CLOCK_SKEW);
    }

    private void requireForUs(StrictClaims claims) {
        List<String> audiences = claims.strings("aud");
        require(settings.audiences().isEmpty() || !Collections.disjoint(audiences, settings.audiences()), "aud");
        String client = claims.string(claims.has("client_id") ? "client_id" : "azp");
        require(
                settings.clientIds().isEmpty()
                        || client != null && settings.clientIds().contains(client),
                "client_id");
    }

    private void requireAccessToken(StrictClaims claims) {
        for (String claim : ID_TOKEN_CLAIMS) {
            require(!claims.has(claim), claim);
        }
        for (Map.Entry<String, List<String>> mark : ACCESS_TOKEN_MARKS.entrySet()) {
            String value = claims.string(mark.getKey());
            require(value == null || mark.getValue().contains(value), mark.getKey());
        }
        for (Map.Entry<String, String> required : settings.requiredClaims().entrySet()) {
            JsonNode value = claims.members().path(required.getKey());
            require(
                    value.isValueNode()
                            && !value.isNull()
                            && required.getValue().equals(value.asString("")),
                    required.getKey());
        }
    }

    UserId userId(StrictClaims claims) {
        String subject = claims.string(settings.userClaim());
        require(subject != null && !subject.isBlank(), settings.userClaim());
        try {
            return new UserId(settings.userIdPrefix() + subject);
        } catch (IllegalArgumentException invalid) {
            throw new InvalidToken(settings.userClaim(), invalid);
        }
    }

    private @Nullable String loginId(StrictClaims claims) {
        String first = null;
        for (String claim : settings.sessionClaims()) {
            String value = claims.string(claim);
            if (first == null && value != null && !value.isBlank()) {
                first = claim + ":" + value;
                require(first.length() <= LONGEST_LOGIN_ID && first.indexOf('\u0000') < 0, claim);
            }
        }
        return first;
    }

    /** Returns {@code USER} unless the settings map a role in the token to another one. */
    private Role role(StrictClaims claims) {
        String claim = settings.roleClaim();
        if (claim == null) {
            return Role.USER;
        }
        JsonNode named = claim.startsWith("/")
                ? claims.members().at(claim)
                : claims.members().path(claim);
        List<Role> roles = (named.isArray() ? named.valueStream() : Stream.of(named))
                .filter(JsonNode::isString)
                .map(role -> settings.roles().get(role.stringValue()))
                .filter(Objects::nonNull)
                .toList();
        return roles.contains(Role.ADMIN) ? Role.ADMIN : roles.contains(Role.AUDITOR) ? Role.AUDITOR : Role.USER;
    }
}
