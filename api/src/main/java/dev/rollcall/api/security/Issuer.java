package dev.rollcall.api.security;

import java.nio.charset.StandardCharsets;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The claim {@code iss} of all tokens: as set, or else the base URL of the node that first started on this database, so
 * that nodes agree on it and it outlives a change of ports.
 */
@Component
class Issuer {

    private static final String SHARED_NAME = "issuer";

    private static final String DEFAULT_PORT = "8080";

    private final String value;

    Issuer(TokensProperties properties, SharedValues shared, Environment environment) {
        this.value = properties.issuer() != null
                ? properties.issuer()
                : new String(
                        shared.getOrCreate(
                                SHARED_NAME, () -> baseUrl(environment).getBytes(StandardCharsets.UTF_8)),
                        StandardCharsets.UTF_8);
    }

    String value() {
        return value;
    }

    private static String baseUrl(Environment environment) {
        String scheme = environment.getProperty("server.ssl.enabled", Boolean.class, false) ? "https" : "http";
        return scheme + "://localhost:" + environment.getProperty("server.port", DEFAULT_PORT);
    }
}
