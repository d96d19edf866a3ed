package dev.rollcall.api.tokens.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rollcall.api.tokens.AccessToken;
import dev.rollcall.api.tokens.BearerToken;
import dev.rollcall.api.tokens.ExternalToken;
import dev.rollcall.api.tokens.InvalidToken;
import dev.rollcall.api.tokens.external.ExternalIssuers;
import dev.rollcall.api.tokens.keys.SigningKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Remembers what was once verified, up to a number of tokens and until each expires or its key is gone: a signature costs more than the rest
 * of a check. Tokens are kept as their SHA-256 digest, so that memory holds nothing that could be presented.
 */
@Component
public class VerifiedTokens {

    /** As long as keys of external issuers are kept, so that a token does not outlive its key for longer. */
    private static final Duration EXTERNAL_TOKENS_ARE_KNOWN_FOR = Duration.ofMinutes(5);

    private static final int LONGEST_TOKEN = 8_192;

    private final Cache<ByteBuffer, AccessToken> verified;
    private final Cache<ByteBuffer, ExternalToken> external;
    private final AccessTokens tokens;
    private final ExternalIssuers issuers;
    private final SigningKeys keys;
    private final Clock clock;

    VerifiedTokens(
            AccessTokens tokens,
            ExternalIssuers issuers,
            SigningKeys keys,
            Clock clock,
            VerifiedTokensProperties properties,
            MeterRegistry meters) {
        int size = properties.knownTokens();
        this.verified = Caffeine.newBuilder().maximumSize(size).recordStats().build();
        this.external = Caffeine.newBuilder()
                .maximumSize(size)
                .expireAfterWrite(EXTERNAL_TOKENS_ARE_KNOWN_FOR)
                .recordStats()
                .build();
        CaffeineCacheMetrics.monitor(meters, verified, "tokens");
        CaffeineCacheMetrics.monitor(meters, external, "external-tokens");
        this.tokens = tokens;
        this.issuers = issuers;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * @throws InvalidToken unless this service or an external issuer issued the token for us, and it has not expired
     * @throws dev.rollcall.api.web.problem.Problem {@code SESSION_STATE_UNAVAILABLE} if an issuer's keys are not to be had
     */
    public BearerToken verify(String token) {
        if (token.length() > LONGEST_TOKEN) {
            throw new InvalidToken("too long", null);
        }
        ByteBuffer digest = digest(token);
        Instant now = clock.instant();
        AccessToken own = verified.getIfPresent(digest);
        if (own != null && isGood(own, now)) {
            return own;
        }
        ExternalToken theirs = external.getIfPresent(digest);
        if (theirs != null && now.isBefore(theirs.expiresAt())) {
            return theirs;
        }
        verified.invalidate(digest);
        return verifyAnew(token, digest);
    }

    /** @return empty unless the token would be accepted now; its session may be over */
    public Optional<BearerToken> find(String token) {
        try {
            return Optional.of(verify(token));
        } catch (InvalidToken invalid) {
            return Optional.empty();
        }
    }

    private boolean isGood(AccessToken token, Instant now) {
        return now.isBefore(token.expiresAt()) && keys.isGood(token.keyId(), now);
    }

    private BearerToken verifyAnew(String token, ByteBuffer digest) {
        Optional<ExternalToken> theirs = issuers.verify(token);
        if (theirs.isPresent()) {
            external.put(digest, theirs.get());
            return theirs.get();
        }
        AccessToken own = tokens.verify(token);
        verified.put(digest, own);
        return own;
    }

    private static ByteBuffer digest(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
