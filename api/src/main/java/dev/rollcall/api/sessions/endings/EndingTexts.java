package dev.rollcall.api.sessions.endings;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollcall.api.web.stream.EventResponses;
import dev.rollcall.event.EndReason;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.query.endings.Ending;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Formats the events of a stream of ended sessions, see docs/http.md. */
@Component
class EndingTexts {

    private final JsonMapper json;

    private record Opened(
            long clock,
            Instant since,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean resumed) {}

    private record Ended(SessionId sid, UserId userId, EndReason reason, Instant endedAt) {}

    private record KnownUntil(long until) {}

    EndingTexts(JsonMapper json) {
        this.json = json;
    }

    /** @param clockMillis the time of the {@link StreamClock}, after the request has arrived */
    String opened(long clockMillis, RecentEndings.Start start) {
        return EventResponses.RECONNECT + event("opened", new Opened(clockMillis, start.since(), start.resumed()));
    }

    byte[] ended(List<Ending> endings) {
        StringBuilder events = new StringBuilder();
        for (Ending each : endings) {
            events.append(event("ended", new Ended(each.sessionId(), each.userId(), each.reason(), each.endedAt())));
        }
        return events.toString().getBytes(StandardCharsets.UTF_8);
    }

    String known(long untilMillis, StreamPosition position) {
        return "id: " + position + "\n" + event("known", new KnownUntil(untilMillis));
    }

    private String event(String name, Object data) {
        return "event: " + name + "\ndata: " + json.writeValueAsString(data) + "\n\n";
    }
}
