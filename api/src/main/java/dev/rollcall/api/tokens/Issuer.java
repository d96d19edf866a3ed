package dev.rollcall.api.tokens;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The claim {@code iss} of all tokens: the value in the settings, or else the base URL of the first node that started
 * on this database. That URL is stored, so that all nodes agree on it and it survives a change of ports.
 */
@Component
public class Issuer {

    private static final String SECRET_NAME = "issuer";

    private static final String DEFAULT_PORT = "8080";

    private final String value;

    Issuer(TokensProperties properties, ClusterSecrets secrets, Environment environment) {
        this.value = properties.issuer() != null
                ? properties.issuer()
                : new String(
                        secrets.getOrCreate(
                                SECRET_NAME, () -> baseUrl(environment).getBytes(StandardCharsets.UTF_8)),
                        StandardCharsets.UTF_8);
    }

    public String value() {
        return value;
    }

    /** Returns the issuer as a URL if RFC 8414 section 2 allows it as one; plain HTTP is allowed, for trying out. */
    public Optional<URI> baseUrl() {
        try {
            URI url = new URI(value);
            boolean isBase = url.getScheme() != null
                    && url.getScheme().matches("https?")
                    && url.getHost() != null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null;
            return isBase ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException notAUrl) {
            return Optional.empty();
        }
    }

    private static String baseUrl(Environment environment) {
        String scheme = environment.getProperty("server.ssl.enabled", Boolean.class, false) ? "https" : "http";
        return scheme + "://localhost:" + environment.getProperty("server.port", DEFAULT_PORT);
    }
}
