package dev.rollcall.api.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/**
 * Remembers what was once verified, up to a number of tokens and until each expires: a signature costs more than the rest
 * of a check. Tokens are kept as their SHA-256 digest, so that memory holds nothing that could be presented.
 */
@Component
class VerifiedTokens {

    private final Cache<ByteBuffer, AccessToken> verified;
    private final AccessTokens tokens;
    private final Clock clock;

    VerifiedTokens(AccessTokens tokens, Clock clock, @Value("${rollcall.checks.known-tokens:200000}") int size) {
        Assert.isTrue(size >= 0, "rollcall.checks.known-tokens must be 0 or more");
        this.verified = Caffeine.newBuilder().maximumSize(size).build();
        this.tokens = tokens;
        this.clock = clock;
    }

    /** @throws InvalidToken unless this service issued the token and it has not expired */
    AccessToken verify(String token) {
        ByteBuffer digest = digest(token);
        AccessToken known = verified.getIfPresent(digest);
        if (known == null) {
            known = tokens.verify(token);
            verified.put(digest, known);
        } else if (!clock.instant().isBefore(known.expiresAt())) {
            verified.invalidate(digest);
            throw new InvalidToken("expired", null);
        }
        return known;
    }

    private static ByteBuffer digest(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
