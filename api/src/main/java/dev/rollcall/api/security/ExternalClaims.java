package dev.rollcall.api.security;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.rollcall.api.accounts.Role;
import dev.rollcall.event.UserId;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Verifies what the tokens of one identity provider claim (RFC 7519 section 4.1, RFC 9068 section 4). */
final class ExternalClaims {

    /** By which the issuer's clock may be ahead of ours. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(60);

    private static final int LONGEST_LOGIN_ID = 255;

    /** What only ID tokens carry (OpenID Connect Core section 3.3.2.11). */
    private static final List<String> CLAIMS_OF_ID_TOKENS = List.of("at_hash", "c_hash");

    /** How Cognito ({@code token_use}) and Keycloak ({@code typ}) mark tokens; only these marks are access tokens'. */
    private static final Map<String, List<String>> MARKS_OF_ACCESS_TOKENS =
            Map.of("token_use", List.of("access"), "typ", List.of("Bearer", "JWT", "at+jwt"));

    private static final JsonMapper JSON = new JsonMapper();

    private final ExternalIssuersProperties.Entry settings;
    private final Clock clock;

    ExternalClaims(ExternalIssuersProperties.Entry settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** @throws InvalidToken unless the token is an access token of this issuer, for us, and in force */
    ExternalToken verify(JWTClaimsSet claims) {
        try {
            require(settings.issuer().equals(claims.getIssuer()), "iss");
            requireForUs(claims);
            requireAccessToken(claims);
            Instant now = clock.instant();
            Instant expiresAt = instant(claims.getExpirationTime(), "exp");
            Instant issuedAt = instant(claims.getIssueTime(), "iat");
            require(now.isBefore(expiresAt), "exp");
            require(!issuedAt.isAfter(now.plus(CLOCK_DIFFERENCE)), "iat");
            Date notBefore = claims.getNotBeforeTime();
            require(notBefore == null || !notBefore.toInstant().isAfter(now.plus(CLOCK_DIFFERENCE)), "nbf");
            return new ExternalToken(
                    settings.issuer(),
                    userId(claims),
                    role(claims),
                    loginId(claims),
                    issuedAt,
                    expiresAt,
                    authenticatedAt(claims, now));
        } catch (ParseException | IllegalArgumentException wrongType) {
            throw new InvalidToken(String.valueOf(wrongType.getMessage()), wrongType);
        }
    }

    private static @Nullable Instant authenticatedAt(JWTClaimsSet claims, Instant now) throws ParseException {
        Date authTime = claims.getDateClaim("auth_time");
        require(authTime == null || !authTime.toInstant().isAfter(now.plus(CLOCK_DIFFERENCE)), "auth_time");
        return authTime == null ? null : authTime.toInstant();
    }

    private void requireForUs(JWTClaimsSet claims) throws ParseException {
        require(
                settings.audiences().isEmpty() || !Collections.disjoint(claims.getAudience(), settings.audiences()),
                "aud");
        String client = claims.getStringClaim(claims.getClaim("client_id") == null ? "azp" : "client_id");
        require(settings.clientIds().isEmpty() || settings.clientIds().contains(client), "client_id");
    }

    private void requireAccessToken(JWTClaimsSet claims) throws ParseException {
        for (String claim : CLAIMS_OF_ID_TOKENS) {
            require(claims.getClaim(claim) == null, claim);
        }
        for (Map.Entry<String, List<String>> mark : MARKS_OF_ACCESS_TOKENS.entrySet()) {
            String value = claims.getStringClaim(mark.getKey());
            require(value == null || mark.getValue().contains(value), mark.getKey());
        }
        for (Map.Entry<String, String> required : settings.requiredClaims().entrySet()) {
            require(
                    required.getValue().equals(Objects.toString(claims.getClaim(required.getKey()))),
                    required.getKey());
        }
    }

    private UserId userId(JWTClaimsSet claims) throws ParseException {
        String subject = claims.getStringClaim(settings.userClaim());
        require(subject != null && !subject.isBlank(), settings.userClaim());
        return new UserId(settings.userIdPrefix() + subject);
    }

    private @Nullable String loginId(JWTClaimsSet claims) throws ParseException {
        for (String claim : settings.sessionClaims()) {
            String value = claims.getStringClaim(claim);
            if (value != null && !value.isBlank()) {
                String loginId = claim + ":" + value;
                require(loginId.length() <= LONGEST_LOGIN_ID, claim);
                return loginId;
            }
        }
        return null;
    }

    /** Nobody is more than a user, unless the settings say so of a role that the issuer names. */
    private Role role(JWTClaimsSet claims) {
        if (settings.roleClaim() == null) {
            return Role.USER;
        }
        JsonNode all = JSON.valueToTree(claims.toJSONObject());
        JsonNode named =
                settings.roleClaim().startsWith("/") ? all.at(settings.roleClaim()) : all.path(settings.roleClaim());
        List<Role> roles = (named.isArray() ? named.valueStream() : java.util.stream.Stream.of(named))
                .map(role -> settings.roles().get(role.asString("")))
                .filter(Objects::nonNull)
                .toList();
        return roles.contains(Role.ADMIN) ? Role.ADMIN : roles.contains(Role.AUDITOR) ? Role.AUDITOR : Role.USER;
    }

    private static Instant instant(@Nullable Date claim, String name) {
        if (claim == null) {
            throw new InvalidToken(name, null);
        }
        return claim.toInstant();
    }

    private static void require(boolean condition, String claim) {
        if (!condition) {
            throw new InvalidToken(claim, null);
        }
    }
}
