package dev.rollcall.command;

import dev.rollcall.event.SessionId;
import java.util.List;

/**
 * What a command ended.
 *
 * @param sessionIds the sessions that were ended as asked, oldest first
 * @param expired how many others were found past their time, and are recorded as expired now
 */
public record EndedByCommand(List<SessionId> sessionIds, int expired) {

    public static final EndedByCommand NONE = new EndedByCommand(List.of(), 0);

    public EndedByCommand {
        sessionIds = List.copyOf(sessionIds);
    }
}
