package dev.rollcall.api.sessions.stream;

import dev.rollcall.api.sessions.checks.EndedSessionsRead;
import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.eventstore.ProcessingGroups;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Has a user's sessions read again: after a commit on this node, and when the feed shows that sessions have ended
 * elsewhere.
 */
@Component
@ProcessingGroup(ProcessingGroups.LIVE_SESSIONS)
@DisallowReplay
class ChangedSessions {

    private final LiveUpdates updates;

    ChangedSessions(LiveUpdates updates) {
        this.updates = updates;
    }

    @EventHandler
    void on(SessionStarted event) {
        afterCommit(event);
    }

    @EventHandler
    void on(SessionEnding event) {
        afterCommit(event);
    }

    @EventListener
    void elsewhere(EndedSessionsRead endings) {
        endings.users().forEach(updates::lookAt);
    }

    private void afterCommit(SessionEvent event) {
        CurrentUnitOfWork.get().root().afterCommit(work -> updates.lookAt(event.userId()));
    }
}
