package dev.rollcall.api.sessions.stream;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.stream.ClientOutput;
import dev.rollcall.api.web.stream.EventResponses;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSession;
import dev.rollcall.query.livesessions.LiveSessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.stereotype.Component;

/** Answers requests with streams of session events. */
@Component
public class LiveStreams {

    private final OpenStreams streams;
    private final LiveUpdates updates;
    private final LiveSessions sessions;
    private final EventTexts texts;
    private final EventResponses responses;

    LiveStreams(
            OpenStreams streams,
            LiveUpdates updates,
            LiveSessions sessions,
            EventTexts texts,
            EventResponses responses) {
        this.streams = streams;
        this.updates = updates;
        this.sessions = sessions;
        this.texts = texts;
        this.responses = responses;
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
        responses.begin(
                request,
                response,
                opening(stream, user),
                output -> ready(stream, output),
                () -> streams.remove(stream));
    }

    private String opening(LiveStream stream, UserId user) {
        try {
            List<LiveSession> live = sessions.ofUsers(List.of(user));
            stream.knows(live);
            return texts.opening(live, stream.ownSession());
        } catch (RuntimeException failure) {
            streams.remove(stream);
            throw failure;
        }
    }

    private void ready(LiveStream stream, ClientOutput output) {
        stream.begin(output);
        stream.users().forEach(updates::lookAt);
    }
}
