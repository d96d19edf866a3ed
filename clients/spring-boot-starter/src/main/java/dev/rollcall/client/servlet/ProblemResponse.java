package dev.rollcall.client.servlet;

import dev.rollcall.client.problems.ProblemBody;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** Writes a problem, whatever the client accepts. */
final class ProblemResponse {

    private ProblemResponse() {}

    static void write(ProblemBody problem, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        byte[] json = problem.json();
        response.setStatus(problem.status().value());
        if (problem.challenge() != null) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, problem.challenge());
        }
        if (problem.retryAfter() != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, problem.retryAfter());
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }
}
