package dev.rollcall.api.operations.durability;

import dev.rollcall.api.web.FilterOrder;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.eventstore.continuity.LostHistory;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Refuses every request except those for health and metrics while acknowledged events are missing. {@link
 * dev.rollcall.api.sessions.checks.SessionChecks} does so for the checks that are answered before this filter.
 */
@Component
@Order(FilterOrder.LOST_HISTORY)
class LostHistoryFilter extends OncePerRequestFilter {

    private final LostHistory lost;
    private final HandlerExceptionResolver problems;

    LostHistoryFilter(LostHistory lost, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.lost = lost;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !lost.isLost() || request.getServletPath().startsWith("/actuator/");
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        problems.resolveException(request, response, null, Problem.historyLost());
    }
}
