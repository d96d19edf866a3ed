package dev.rollcall.api.sessions;

import dev.rollcall.command.EndedByCommand;
import dev.rollcall.event.SessionId;
import java.util.List;

/** The sessions that a call ended, oldest first. */
public record EndedResponse(List<SessionId> sessionIds) {

    public static EndedResponse of(EndedByCommand ended) {
        return new EndedResponse(ended.sessionIds());
    }
}
