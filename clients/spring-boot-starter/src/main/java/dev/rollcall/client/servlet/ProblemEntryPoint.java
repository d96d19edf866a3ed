package dev.rollcall.client.servlet;

import dev.rollcall.client.problems.ProblemBody;
import dev.rollcall.client.problems.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Answers a request without a live session: 401, or 503 if that is not known at the moment. */
public final class ProblemEntryPoint implements AuthenticationEntryPoint {

    private final Refusals refusals;

    public ProblemEntryPoint(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        ProblemBody problem = ProblemBody.of(failure);
        refusals.count(failure, problem);
        ProblemResponse.write(problem, response);
    }
}
