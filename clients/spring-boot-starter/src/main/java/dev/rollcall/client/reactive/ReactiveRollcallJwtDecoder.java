package dev.rollcall.client.reactive;

import dev.rollcall.client.checks.SessionChecks;
import java.util.concurrent.CompletionException;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Decodes access tokens of Rollcall, and accepts those whose session is live. Keys may have to be read, so that
 * verification runs on a thread that may wait; asking Rollcall about a session occupies no thread.
 */
public final class ReactiveRollcallJwtDecoder implements ReactiveJwtDecoder {

    private final JwtDecoder verification;
    private final SessionChecks checks;

    /** @param verification verifies a token, but does not check its session */
    public ReactiveRollcallJwtDecoder(JwtDecoder verification, SessionChecks checks) {
        this.verification = verification;
        this.checks = checks;
    }

    @Override
    public Mono<Jwt> decode(String token) {
        return Mono.fromCallable(() -> verification.decode(token))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(this::check);
    }

    private Mono<Jwt> check(Jwt token) {
        return checks.checkLocally(token)
                .map(Mono::just)
                .orElseGet(() -> Mono.fromFuture(() -> checks.ask(token), true)
                        .onErrorMap(CompletionException.class, ReactiveRollcallJwtDecoder::causeOf))
                .map(result -> accepted(token, result));
    }

    private static Throwable causeOf(CompletionException failure) {
        return failure.getCause() == null ? failure : failure.getCause();
    }

    private static Jwt accepted(Jwt token, OAuth2TokenValidatorResult result) {
        if (result.hasErrors()) {
            throw new JwtValidationException("The session of the token is not live", result.getErrors());
        }
        return token;
    }
}
