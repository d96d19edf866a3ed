package dev.rollcall.api.tokens.external;

import dev.rollcall.api.tokens.Role;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code rollcall.external-issuers}.
 *
 * @param externalIssuers Identity providers whose tokens may start sessions. For the settings of each entry, see
 *     docs/identity-providers.md.
 */
@ConfigurationProperties("rollcall")
record ExternalIssuersProperties(@DefaultValue List<Entry> externalIssuers) {

    private static final List<String> ALGORITHMS =
            List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    private static final Duration LONGEST = Duration.ofDays(3_650);

    /**
     * One identity provider. {@code audiences}, {@code clientIds} or both say which of its tokens are meant for us.
     *
     * @param issuer the claim {@code iss}
     * @param jwksUri the URL of its JWK set; null if {@code publicKey} is given
     * @param publicKey a public key in PEM, or the path of a file that contains one; null if {@code jwksUri} is given
     * @param audiences values of which one must be in the claim {@code aud}; empty to accept any
     * @param clientIds values of which one must be the claim {@code client_id} or {@code azp}; empty to accept any
     * @param userClaim the claim that becomes the user id, after {@code userIdPrefix}
     * @param sessionClaims claims of which the first one that a token has identifies the login
     * @param requiredClaims values that claims must have
     * @param longestTokenLifetime the longest time from {@code iat} to {@code exp}; other tokens are refused
     * @param roleClaim the name of, or JSON pointer to, the claim with the roles that {@code roles} maps; null for none
     */
    record Entry(
            String issuer,
            @Nullable URI jwksUri,
            @Nullable String publicKey,
            @DefaultValue List<String> audiences,
            @DefaultValue List<String> clientIds,
            @DefaultValue({"RS256", "ES256"}) List<String> algorithms,
            @DefaultValue("sub") String userClaim,
            @DefaultValue("") String userIdPrefix,
            @DefaultValue({"sid", "origin_jti"}) List<String> sessionClaims,
            @DefaultValue Map<String, String> requiredClaims,
            @DefaultValue("P1D") Duration longestTokenLifetime,
            @Nullable String roleClaim,
            @DefaultValue Map<String, Role> roles) {

        Entry {
            Assert.hasText(issuer, "rollcall.external-issuers: an issuer must not be blank");
            require((jwksUri == null) != (publicKey == null), issuer, "needs either a jwks-uri or a public-key");
            require(
                    jwksUri == null || List.of("http", "https").contains(String.valueOf(jwksUri.getScheme())),
                    issuer,
                    "has a jwks-uri that is not a URL");
            require(!audiences.isEmpty() || !clientIds.isEmpty(), issuer, "needs audiences or client-ids");
            require(!algorithms.isEmpty(), issuer, "needs algorithms");
            for (String algorithm : algorithms) {
                require(
                        ALGORITHMS.contains(algorithm),
                        issuer,
                        "has the algorithm " + algorithm + ", which is not one of " + ALGORITHMS);
            }
            require(!userClaim.isBlank(), issuer, "needs a user-claim");
            require(
                    longestTokenLifetime.toSeconds() >= 1 && longestTokenLifetime.compareTo(LONGEST) <= 0,
                    issuer,
                    "needs a longest-token-lifetime between 1 second and " + LONGEST.toDays() + " days");
            require(roles.isEmpty() || roleClaim != null, issuer, "has roles but no role-claim");
        }

        private static void require(boolean condition, String issuer, String fault) {
            Assert.isTrue(condition, () -> "rollcall.external-issuers: " + issuer + " " + fault);
        }
    }
}
