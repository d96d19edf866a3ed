package dev.rollcall.api.tokens.external;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetSourceWrapper;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets one request for keys through per interval, however many tokens name unknown keys. The library's own rate limit
 * lets two through, and counts a known key as unknown while the issuer is unavailable.
 */
final class JwkSetLimit extends JWKSetSourceWrapper<SecurityContext> {

    private final Duration interval;
    private final AtomicLong nextAt = new AtomicLong(Long.MIN_VALUE);

    JwkSetLimit(JWKSetSource<SecurityContext> source, Duration interval) {
        super(source);
        this.interval = interval;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, SecurityContext context)
            throws KeySourceException {
        long next = nextAt.get();
        if (now < next || !nextAt.compareAndSet(next, now + interval.toMillis())) {
            throw new JWKSetUnavailableException("the keys were requested a moment ago");
        }
        return getSource().getJWKSet(evaluator, now, context);
    }
}
