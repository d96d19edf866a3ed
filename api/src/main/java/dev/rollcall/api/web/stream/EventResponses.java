package dev.rollcall.api.web.stream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Begins responses of type {@code text/event-stream}. */
@Component
public class EventResponses {

    private static final Logger log = LoggerFactory.getLogger(EventResponses.class);

    /** The event that tells a client how long to wait before it reconnects, in milliseconds. */
    public static final String RECONNECT = "retry: 1000\n";

    /** A comment, which keeps proxies from closing a quiet stream. */
    public static final String HEARTBEAT = ":\n\n";

    private static final String HTTP_1 = "HTTP/1.";

    private final Duration writeTimeout;

    EventResponses(@Value("${server.tomcat.connection-timeout}") Duration writeTimeout) {
        this.writeTimeout = writeTimeout;
    }

    private static void head(HttpServletResponse response) {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        response.setHeader("X-Accel-Buffering", "no");
    }

    /**
     * Sends the headers and, unless only these were asked for, the first events. The response then stays open after this
     * method returns, and after the request's thread has returned to the container.
     *
     * @param whenReady called when events can be sent: first once the thread of the request is done, before which
     *     nothing may be sent, and then whenever the client has caught up
     * @param whenClosed called when the response has ended, perhaps more than once, and also if it could not begin
     */
    public void begin(
            HttpServletRequest request,
            HttpServletResponse response,
            String first,
            Consumer<ClientOutput> whenReady,
            Runnable whenClosed) {
        try {
            head(response);
            if (HttpMethod.HEAD.matches(request.getMethod())) {
                whenClosed.run();
            } else {
                open(request, response, first, whenReady, whenClosed);
            }
        } catch (IOException clientIsGone) {
            log.debug("The client of a stream was gone before the stream began", clientIsGone);
            whenClosed.run();
        } catch (RuntimeException failure) {
            whenClosed.run();
            throw failure;
        }
    }

    private void open(
            HttpServletRequest request,
            HttpServletResponse response,
            String first,
            Consumer<ClientOutput> whenReady,
            Runnable whenClosed)
            throws IOException {
        boolean hasConnection = request.getProtocol().startsWith(HTTP_1);
        if (hasConnection) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        response.getOutputStream().write(first.getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
        if (hasConnection && response.getHeader(HttpHeaders.CONTENT_ENCODING) == null) {
            takeOver(request).open(writeTimeout, whenReady, whenClosed);
        } else {
            AsyncContext answer = request.startAsync(request, response);
            new EventOutput(answer, whenReady, whenClosed).open();
        }
    }

    private static EventConnection takeOver(HttpServletRequest request) throws IOException {
        try {
            return request.upgrade(EventConnection.class);
        } catch (ServletException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
