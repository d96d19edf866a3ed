package dev.rollcall.command;

import static dev.rollcall.command.AliceAtNoon.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollcall.command.RandomHistories.Step;
import dev.rollcall.event.SecuritySettingsChanged;
import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.eventstore.archive.ClosedSessions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** S1-10: what an archive takes does not change a user's state, whenever it is taken. */
class ClosedSessionsProperties {

    @Property
    void whatIsLeftReplaysToTheSameState(@ForAll(supplier = RandomHistories.class) List<Step> history) {
        SimulatedUser.live(history, user -> {
            List<SessionEvent> events = user.events().of(ALICE);
            for (SessionEvent event : events) {
                List<SessionEvent> left = without(events, event.occurredAt());

                assertThat(state(left)).isEqualTo(state(events));
                assertThat(left).endsWith(events.get(events.size() - 1));
            }
        });
    }

    @Property
    void theStartAndTheEndOfASessionAreTakenTogether(@ForAll(supplier = RandomHistories.class) List<Step> history) {
        SimulatedUser.live(history, user -> {
            List<SessionEvent> events = user.events().of(ALICE);
            for (SessionEvent event : events) {
                Set<Object> ended = new HashSet<>();
                for (SessionEvent left : without(events, event.occurredAt())) {
                    if (left instanceof SessionEnding ending) {
                        ended.addAll(ending.endedSessions());
                    }
                }
                assertThat(without(events, event.occurredAt()))
                        .filteredOn(SessionStarted.class::isInstance)
                        .extracting(left -> ((SessionStarted) left).sessionId())
                        .allMatch(session -> ended.contains(session) || isLive(events, session));
            }
        });
    }

    private static boolean isLive(List<SessionEvent> events, Object session) {
        return events.stream()
                .noneMatch(event -> event instanceof SessionEnding ending
                        && ending.endedSessions().contains(session));
    }

    private static List<SessionEvent> without(List<SessionEvent> events, Instant endedBefore) {
        ClosedSessions<SessionEvent> closed = new ClosedSessions<>(endedBefore);
        for (SessionEvent event : events.subList(0, events.size() - 1)) {
            if (event instanceof SessionStarted started) {
                closed.started(started.sessionId(), event);
            } else if (event instanceof SessionEnding ending) {
                closed.ended(ending, event);
            }
        }
        List<SessionEvent> left = new ArrayList<>(events);
        left.removeAll(closed.take().events());
        return left;
    }

    /** Without the ids and times of the last minutes, of which an archive takes none. */
    private static JsonNode state(List<SessionEvent> events) {
        UserSessions sessions = new UserSessions();
        for (SessionEvent event : events) {
            if (event instanceof SessionStarted started) {
                sessions.on(started);
            } else if (event instanceof SessionEnding ending) {
                sessions.on(ending);
            } else {
                sessions.on((SecuritySettingsChanged) event);
            }
        }
        return ((ObjectNode) StoredJson.tree(sessions)).without(List.of("usedIds", "recentStarts"));
    }
}
