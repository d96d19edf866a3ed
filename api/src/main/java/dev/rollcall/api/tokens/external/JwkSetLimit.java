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
 * Lets one request for keys through in an interval, however many tokens name keys that nobody knows. The limit that the
 * library has of its own lets two through, and counts a known key as unknown while the issuer is away.
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
            throw new JWKSetUnavailableException("asked a short while ago");
        }
        return getSource().getJWKSet(evaluator, now, context);
    }
}
