package dev.rollcall.command;

import dev.rollcall.event.SessionId;
import java.util.List;

/**
 * The sessions that a command ended.
 *
 * @param sessionIds the sessions that were ended as requested, oldest first
 * @param expired how many other sessions were past a timeout, and are now recorded as expired
 */
public record EndedByCommand(List<SessionId> sessionIds, int expired) {

    public static final EndedByCommand NONE = new EndedByCommand(List.of(), 0);

    public EndedByCommand {
        sessionIds = List.copyOf(sessionIds);
    }
}
