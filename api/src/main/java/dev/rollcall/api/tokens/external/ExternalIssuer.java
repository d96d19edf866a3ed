package dev.rollcall.api.tokens.external;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.rollcall.api.tokens.ExternalToken;
import dev.rollcall.api.tokens.InvalidToken;
import dev.rollcall.api.tokens.LogoutToken;
import dev.rollcall.api.tokens.keys.PublicKeys;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.settings.WrongSetting;
import java.io.Closeable;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the tokens of one identity provider. Keys come from its JWK set or from the settings, never from a token:
 * {@code jwk}, {@code jku}, {@code x5u} and the like are ignored (RFC 8725 section 3.10).
 */
final class ExternalIssuer implements Closeable {

    private static final int TIMEOUT_MS = 2_000;
    private static final int LARGEST_JWK_SET = 256 * 1024;
    private static final Duration KEY_CACHE_TTL = Duration.ofMinutes(5);
    private static final Duration OUTAGE_TOLERANCE = Duration.ofDays(1);
    private static final Duration MIN_READ_INTERVAL = Duration.ofSeconds(10);

    /** Excludes {@code logout+jwt}, {@code secevent+jwt} and the like, which the same key may have signed. */
    private static final DefaultJOSEObjectTypeVerifier<SecurityContext> TYPES = new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"), null);

    /** {@code logout+jwt} is recommended, not required (OpenID Connect Back-Channel Logout 1.0 section 2.4). */
    private static final DefaultJOSEObjectTypeVerifier<SecurityContext> LOGOUT_TYPES =
            new DefaultJOSEObjectTypeVerifier<>(
                    new JOSEObjectType("logout+jwt"),
                    new JOSEObjectType("application/logout+jwt"),
                    JOSEObjectType.JWT,
                    null);

    private static final List<String> HEADER_STRINGS = List.of("alg", "typ", "cty", "kid");

    private final DefaultJWTProcessor<SecurityContext> processor;
    private final DefaultJWTProcessor<SecurityContext> logoutProcessor;
    private final ExternalClaims claims;
    private final LogoutClaims logoutClaims;
    private @Nullable JWKSource<SecurityContext> keys;

    /** @throws WrongSetting if the settings cannot be used */
    ExternalIssuer(ExternalIssuersProperties.Entry settings, Clock clock) {
        this.claims = new ExternalClaims(settings, clock);
        this.logoutClaims = new LogoutClaims(settings, claims);
        Set<JWSAlgorithm> algorithms =
                settings.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
        JWSKeySelector<SecurityContext> selector =
                settings.jwksUri() == null ? fixedKey(settings, algorithms) : publishedKeys(settings, algorithms);
        this.processor = processor(TYPES, selector);
        this.logoutProcessor = processor(LOGOUT_TYPES, selector);
    }

    /** Verifies types and signatures. The claims are verified afterwards. */
    private static DefaultJWTProcessor<SecurityContext> processor(
            DefaultJOSEObjectTypeVerifier<SecurityContext> types, JWSKeySelector<SecurityContext> keys) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(types);
        processor.setJWSKeySelector(keys);
        processor.setJWTClaimsSetVerifier((all, context) -> {});
        return processor;
    }

    /**
     * @throws InvalidToken unless this issuer signed the token for this service, and it has not expired
     * @throws Problem {@code SESSION_STATE_UNAVAILABLE} if the issuer's keys cannot be read
     */
    ExternalToken verify(SignedJWT token) {
        return claims.verify(verifiedClaims(token, processor));
    }

    /**
     * @throws InvalidToken unless this issuer signed the token to log a user out, and it has not expired
     * @throws Problem {@code SESSION_STATE_UNAVAILABLE} if the issuer's keys cannot be read
     */
    LogoutToken verifyLogout(SignedJWT token) {
        return logoutClaims.verify(verifiedClaims(token, logoutProcessor));
    }

    private static StrictClaims verifiedClaims(SignedJWT token, DefaultJWTProcessor<SecurityContext> processor) {
        StrictClaims header =
                StrictClaims.parse(token.getHeader().getParsedBase64URL().decode());
        HEADER_STRINGS.forEach(header::string);
        if (header.has("crit")) {
            throw new InvalidToken("crit", null);
        }
        try {
            processor.process(token, null);
            return StrictClaims.parse(token.getPayload().toBytes());
        } catch (KeySourceException unavailable) {
            throw new Problem(
                    ProblemCode.SESSION_STATE_UNAVAILABLE,
                    "The keys of the token's issuer cannot be read. Try again in a moment.",
                    unavailable);
        } catch (BadJOSEException | JOSEException invalid) {
            throw new InvalidToken(String.valueOf(invalid.getMessage()), invalid);
        }
    }

    @Override
    public void close() throws IOException {
        if (keys instanceof Closeable closeable) {
            closeable.close();
        }
    }

    private JWSKeySelector<SecurityContext> publishedKeys(
            ExternalIssuersProperties.Entry settings, Set<JWSAlgorithm> algorithms) {
        var retriever = new DefaultResourceRetriever(TIMEOUT_MS, TIMEOUT_MS, LARGEST_JWK_SET);
        var published = new URLBasedJWKSetSource<>(url(settings), retriever);
        JWKSource<SecurityContext> source = JWKSourceBuilder.create(new JwkSetLimit(published, MIN_READ_INTERVAL))
                .cache(KEY_CACHE_TTL.toMillis(), 2L * TIMEOUT_MS)
                .outageTolerant(OUTAGE_TOLERANCE.toMillis())
                .rateLimited(false)
                .build();
        keys = source;
        return new JWSVerificationKeySelector<>(algorithms, source);
    }

    private static JWSKeySelector<SecurityContext> fixedKey(
            ExternalIssuersProperties.Entry settings, Set<JWSAlgorithm> algorithms) {
        try {
            PublicKey key = PublicKeys.read(
                    String.valueOf(settings.publicKey()), settings.algorithms().get(0));
            return (header, context) -> algorithms.contains(header.getAlgorithm()) ? List.of(key) : List.of();
        } catch (IOException | GeneralSecurityException | RuntimeException unusable) {
            throw unusable("public-key", settings.issuer(), unusable);
        }
    }

    private static URL url(ExternalIssuersProperties.Entry settings) {
        try {
            return new URL(String.valueOf(settings.jwksUri()));
        } catch (MalformedURLException unusable) {
            throw unusable("jwks-uri", settings.issuer(), unusable);
        }
    }

    private static WrongSetting unusable(String setting, String issuer, Exception cause) {
        return new WrongSetting(
                "rollcall.external-issuers: the " + setting + " of " + issuer + " cannot be used: "
                        + cause.getMessage(),
                cause);
    }
}
