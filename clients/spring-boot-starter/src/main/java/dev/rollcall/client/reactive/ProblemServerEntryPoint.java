package dev.rollcall.client.reactive;

import dev.rollcall.client.problems.ProblemBody;
import dev.rollcall.client.problems.Refusals;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Answers a request without a live session: 401, or 503 if that is not known at the moment. */
public final class ProblemServerEntryPoint implements ServerAuthenticationEntryPoint {

    private final Refusals refusals;

    public ProblemServerEntryPoint(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException failure) {
        return Mono.defer(() -> {
            ProblemBody problem = ProblemBody.of(failure);
            refusals.count(failure, problem);
            return ProblemServerResponse.write(problem, exchange.getResponse());
        });
    }
}
