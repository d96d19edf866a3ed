package dev.rollcall.client.autoconfigure;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The settings of this service as a client of Rollcall.
 *
 * @param enabled Whether sessions of Rollcall protect this service.
 * @param issuer Issuer of the access tokens: the value of rollcall.tokens.issuer, as in the claim iss. Required.
 * @param baseUrl Where this service reaches Rollcall, if that is not the issuer.
 * @param clientId Name of this service in rollcall.trusted-clients. Required.
 * @param clientSecret Secret of this service. Required.
 * @param audience Value that the claim aud of access tokens must have.
 * @param rolePrefix Prefix of the authority that is made from the role of a user.
 * @param clockSkew How long a token is accepted after its expiry, because the clocks of machines differ.
 * @param followEndings Whether to follow the stream of ended sessions. Without it, every token is introspected.
 * @param maxStaleness How old the knowledge of ended sessions may be. When it is older, tokens are introspected.
 * @param mostRemembered Most ended sessions that are kept in memory, about 300 bytes each. Tokens issued before the
 *     ones that were forgotten are introspected.
 * @param connectTimeout Longest time for a connection to Rollcall.
 * @param requestTimeout Longest time for the answer to an introspection, and for the public keys.
 * @param mostIntrospections Most introspections at the same time. Requests beyond are answered with 503.
 */
@ConfigurationProperties("rollcall.client")
public record RollcallClientProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String issuer,
        @Nullable String baseUrl,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @DefaultValue("rollcall") String audience,
        @DefaultValue("ROLE_") String rolePrefix,
        @DefaultValue("60s") Duration clockSkew,
        @DefaultValue("true") boolean followEndings,
        @DefaultValue("1s") Duration maxStaleness,
        @DefaultValue("100000") int mostRemembered,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("1s") Duration requestTimeout,
        @DefaultValue("32") int mostIntrospections) {

    private static final Duration SHORTEST_STALENESS = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** @throws InvalidConfigurationPropertyValueException if a value makes no sense; the message names the setting */
    public RollcallClientProperties {
        if (baseUrl != null) {
            url("base-url", baseUrl);
        }
        require(!audience.isBlank(), "audience", audience, "must not be empty");
        between("clock-skew", clockSkew, Duration.ZERO, LONGEST);
        between("max-staleness", maxStaleness, SHORTEST_STALENESS, LONGEST);
        between("connect-timeout", connectTimeout, Duration.ofMillis(10), LONGEST);
        between("request-timeout", requestTimeout, Duration.ofMillis(10), LONGEST);
        between("most-remembered", mostRemembered, 100_000_000);
        between("most-introspections", mostIntrospections, 10_000);
    }

    /** @throws InvalidConfigurationPropertyValueException if the setting is missing */
    public String requiredIssuer() {
        String value = required("issuer", issuer);
        if (baseUrl == null) {
            url("issuer", value);
        }
        return value;
    }

    /** Returns where Rollcall is reached, without a slash at the end. */
    public String reachedAt() {
        String url = baseUrl == null ? requiredIssuer() : baseUrl;
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** @throws InvalidConfigurationPropertyValueException if the setting is missing, or cannot be sent by HTTP Basic */
    public String requiredClientId() {
        String value = required("client-id", clientId);
        require(value.indexOf(':') < 0, "client-id", value, "must not contain a colon");
        return value;
    }

    /** @throws InvalidConfigurationPropertyValueException if the setting is missing */
    public String requiredClientSecret() {
        return required("client-secret", clientSecret);
    }

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "RollcallClientProperties[issuer=" + issuer + ", baseUrl=" + baseUrl + ", clientId=" + clientId + "]";
    }

    private static String required(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw invalid(name, value, "must be set: this service has the starter of Rollcall");
        }
        return value;
    }

    private static void url(String name, String value) {
        try {
            URI url = new URI(value);
            require(
                    ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                            && url.getHost() != null
                            && url.getQuery() == null
                            && url.getFragment() == null
                            && url.getUserInfo() == null,
                    name,
                    value,
                    "must be an http or https URL without a query");
        } catch (URISyntaxException unreadable) {
            throw invalid(name, value, "must be an http or https URL without a query");
        }
    }

    private static void between(String name, Duration value, Duration least, Duration most) {
        require(
                value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
                name,
                value,
                "must be between " + least.toMillis() + "ms and " + most.toSeconds() + "s");
    }

    private static void between(String name, int value, int most) {
        require(value >= 1 && value <= most, name, value, "must be between 1 and " + most);
    }

    private static void require(boolean condition, String name, Object value, String rule) {
        if (!condition) {
            throw invalid(name, value, rule);
        }
    }

    private static InvalidConfigurationPropertyValueException invalid(
            String name, @Nullable Object value, String rule) {
        return new InvalidConfigurationPropertyValueException(
                "rollcall.client." + name, value, "rollcall.client." + name + " " + rule);
    }
}
