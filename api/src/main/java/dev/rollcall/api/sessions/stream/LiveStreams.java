package dev.rollcall.api.sessions.stream;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSession;
import dev.rollcall.query.livesessions.LiveSessions;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Answers requests with streams of session events. */
@Component
public class LiveStreams {

    private static final Logger log = LoggerFactory.getLogger(LiveStreams.class);

    private static final String HTTP_1 = "HTTP/1.";

    private final OpenStreams streams;
    private final LiveUpdates updates;
    private final LiveSessions sessions;
    private final EventTexts texts;
    private final Duration writeTimeout;

    LiveStreams(
            OpenStreams streams,
            LiveUpdates updates,
            LiveSessions sessions,
            EventTexts texts,
            @Value("${server.tomcat.connection-timeout}") Duration writeTimeout) {
        this.streams = streams;
        this.updates = updates;
        this.sessions = sessions;
        this.texts = texts;
        this.writeTimeout = writeTimeout;
    }

    /**
     * Sends the user's live sessions, and then what happens to them, until the caller's own session ends. An open
     * stream does not count as a use of the session. The response stays open after this method returns.
     *
     * @param user a user whose sessions the caller may see
     * @throws Problem {@code TOO_MANY_STREAMS}, {@code STREAMS_EXHAUSTED}, {@code SESSION_STATE_UNAVAILABLE}
     */
    public void open(Caller caller, UserId user, HttpServletRequest request, HttpServletResponse response) {
        LiveStream stream = new LiveStream(caller, user);
        streams.add(stream);
        try {
            List<LiveSession> live = sessions.ofUsers(List.of(user));
            head(response);
            if (HttpMethod.HEAD.matches(request.getMethod())) {
                streams.remove(stream);
            } else {
                begin(stream, live, request, response);
            }
        } catch (IOException clientIsGone) {
            log.debug("The client of a stream was gone before the stream began", clientIsGone);
            streams.remove(stream);
        } catch (RuntimeException failure) {
            streams.remove(stream);
            throw failure;
        }
    }

    private static void head(HttpServletResponse response) {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        response.setHeader("X-Accel-Buffering", "no");
    }

    private void begin(
            LiveStream stream, List<LiveSession> live, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean hasConnection = request.getProtocol().startsWith(HTTP_1);
        if (hasConnection) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        response.getOutputStream()
                .write(texts.opening(live, stream.ownSession()).getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
        stream.knows(live);
        if (hasConnection && response.getHeader(HttpHeaders.CONTENT_ENCODING) == null) {
            takeOver(request).open(writeTimeout, output -> ready(stream, output), () -> streams.remove(stream));
        } else {
            AsyncContext answer = request.startAsync(request, response);
            new EventOutput(answer, output -> ready(stream, output), () -> streams.remove(stream)).open();
        }
    }

    private static EventConnection takeOver(HttpServletRequest request) throws IOException {
        try {
            return request.upgrade(EventConnection.class);
        } catch (ServletException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void ready(LiveStream stream, ClientOutput output) {
        stream.begin(output);
        stream.users().forEach(updates::lookAt);
    }
}
