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
 * Waits for bodies without a thread, and not without end, so that clients who trickle take nothing away from others. A
 * request goes on when its body is here; mostly it came with the head, and nothing has to be waited for.
 */
class BodyArrival extends HttpFilter {

    private static final long serialVersionUID = 1;

    private final Duration timeout;
    private final Semaphore waiting;

    BodyArrival(Duration timeout, int mostWaiting) {
        this.timeout = timeout;
        this.waiting = new Semaphore(mostWaiting);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            goOn(request, response, chain);
        } else if (!hasBody(request) || request.getContentLengthLong() > BodySizeLimit.MAX_BYTES) {
            chain.doFilter(request, response);
        } else {
            byte[] body = readWhatIsHere(request);
            if (body.length == request.getContentLengthLong()) {
                chain.doFilter(new BufferedRequest(request, body), response);
            } else if (waiting.tryAcquire()) {
                awaitRest(request, response, body);
            } else {
                refuse(response, ProblemCode.SERVER_BUSY, request);
            }
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    /** Never blocks: only what is in the container's buffers. In chunks, nobody can tell that without reading. */
    private static byte[] readWhatIsHere(HttpServletRequest request) throws IOException {
        byte[] body = new byte[(int) Math.max(0, request.getContentLengthLong())];
        ServletInputStream in = request.getInputStream();
        int length = 0;
        while (length < body.length && in.available() > 0) {
            length += in.read(body, length, body.length - length);
        }
        return length == body.length ? body : Arrays.copyOf(body, length);
    }

    private void awaitRest(HttpServletRequest request, HttpServletResponse response, byte[] begin) throws IOException {
        new IncompleteBody(request, response, begin, waiting::release).await(timeout);
    }

    private static void goOn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        IncompleteBody arrived = IncompleteBody.of(request);
        if (arrived == null) {
            chain.doFilter(request, response);
        } else if (arrived.problem() != null) {
            refuse(arrived.response(), arrived.problem(), request);
        } else {
            goOn(arrived, chain);
        }
    }

    /** What the container answers parameters with that cannot be read, it has not for a request that is dispatched. */
    private static void goOn(IncompleteBody arrived, FilterChain chain) throws IOException, ServletException {
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
