package dev.rollcall.client.reactive;

import dev.rollcall.client.problems.ProblemBody;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Answers a request that the user's role does not allow with 403. */
public final class ProblemServerAccessDeniedHandler implements ServerAccessDeniedHandler {

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException denied) {
        return Mono.defer(() -> ProblemServerResponse.write(ProblemBody.forbidden(), exchange.getResponse()));
    }
}
