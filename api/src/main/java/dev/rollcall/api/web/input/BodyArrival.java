package dev.rollcall.api.web.input;

import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemReportValve;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.http.HttpHeaders;

/**
 * Waits for request bodies without blocking a thread, and for a limited time, so that slow clients do not starve
 * others. A request proceeds when its body is complete. Most bodies arrive together with the headers, without a wait.
 */
class BodyArrival extends HttpFilter {

    private static final long serialVersionUID = 1;

    private final Duration timeout;
    private final Semaphore waiting;

    BodyArrival(Duration timeout, int maxWaiting) {
        this.timeout = timeout;
        this.waiting = new Semaphore(maxWaiting);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            proceed(request, response, chain);
        } else if (!BufferedRequest.hasBody(request) || request.getContentLengthLong() > BodySizeLimit.MAX_BYTES) {
            chain.doFilter(request, response);
        } else {
            byte[] body = readAvailable(request);
            if (body.length == request.getContentLengthLong()) {
                chain.doFilter(new BufferedRequest(request, body), response);
            } else if (waiting.tryAcquire()) {
                awaitRest(request, response, body);
            } else {
                refuse(response, ProblemCode.SERVER_BUSY, request);
            }
        }
    }

    /**
     * Reads what is already in the container's buffers, without blocking. Reads nothing of a chunked body: nobody can
     * tell how much of it has arrived without reading it.
     */
    private static byte[] readAvailable(HttpServletRequest request) throws IOException {
        byte[] body = new byte[(int) Math.max(0, request.getContentLengthLong())];
        ServletInputStream in = request.getInputStream();
        int length = 0;
        while (length < body.length && in.available() > 0) {
            length += in.read(body, length, body.length - length);
        }
        return length == body.length ? body : Arrays.copyOf(body, length);
    }

    private void awaitRest(HttpServletRequest request, HttpServletResponse response, byte[] received)
            throws IOException {
        new IncompleteBody(request, response, received, waiting::release).await(timeout);
    }

    private static void proceed(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        IncompleteBody arrived = IncompleteBody.of(request);
        if (arrived == null) {
            chain.doFilter(request, response);
        } else if (arrived.problem() != null) {
            refuse(arrived.response(), arrived.problem(), request);
        } else {
            proceed(arrived, chain);
        }
    }

    /** Responds to unreadable parameters here, because the container does not do so for a dispatched request. */
    private static void proceed(IncompleteBody arrived, FilterChain chain) throws IOException, ServletException {
        try {
            chain.doFilter(arrived.request(), arrived.response());
        } catch (InvalidParameterException unreadable) {
            arrived.response().sendError(unreadable.getErrorCode());
        }
    }

    private static void refuse(HttpServletResponse response, ProblemCode code, HttpServletRequest request)
            throws IOException {
        request.setAttribute(ProblemReportValve.CODE, code);
        if (code == ProblemCode.SERVER_BUSY) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        response.sendError(code.status().value());
    }
}
