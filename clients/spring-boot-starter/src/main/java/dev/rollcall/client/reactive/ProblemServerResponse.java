package dev.rollcall.client.reactive;

import dev.rollcall.client.problems.ProblemBody;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/** Writes a problem, whatever the client accepts. */
final class ProblemServerResponse {

    private ProblemServerResponse() {}

    static Mono<Void> write(ProblemBody problem, ServerHttpResponse response) {
        byte[] json = problem.json();
        response.setStatusCode(problem.status());
        HttpHeaders headers = response.getHeaders();
        if (problem.challenge() != null) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, problem.challenge());
        }
        if (problem.retryAfter() != null) {
            headers.set(HttpHeaders.RETRY_AFTER, problem.retryAfter());
        }
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setContentLength(json.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(json)));
    }
}
