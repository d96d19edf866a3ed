package dev.rollcall.api.pages.devices;

import dev.rollcall.api.sessions.SettingsChanges;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.event.SessionId;
import dev.rollcall.query.history.PastSession;
import dev.rollcall.query.history.SessionHistory;
import dev.rollcall.query.livesessions.LiveSession;
import dev.rollcall.query.livesessions.LiveSessions;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The content of the devices page. */
@Component
class DevicesPage {

    private static final int DEVICES = 50;
    private static final int ENDED = 20;
    private static final int ENDED_AT_FIRST = 5;
    private static final Duration RECENTLY = Duration.ofDays(30);

    private final LiveSessions sessions;
    private final SessionHistory history;
    private final SettingsChanges settings;
    private final Clock clock;

    DevicesPage(LiveSessions sessions, SessionHistory history, SettingsChanges settings, Clock clock) {
        this.sessions = sessions;
        this.history = history;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Returns the first page if nothing is left on the page that was asked for.
     *
     * @param olderThan the last device of the previous page; null for the first page, which begins with this device
     */
    Map<String, Object> model(Caller caller, @Nullable SessionId olderThan) {
        List<LiveSession> oneMore = sessions.ofUser(caller.userId(), olderThan, DEVICES + 2).stream()
                .filter(session -> !session.sessionId().equals(caller.sessionId()))
                .toList();
        List<LiveSession> others = oneMore.subList(0, Math.min(DEVICES, oneMore.size()));
        if (others.isEmpty() && olderThan != null) {
            return model(caller, null);
        }
        Map<String, Object> model = new HashMap<>();
        model.put("current", caller.session());
        model.put("others", others);
        model.put("first", olderThan == null);
        model.put("cursor", olderThan);
        model.put("older", oneMore.size() > DEVICES ? others.get(DEVICES - 1).sessionId() : null);
        boolean areAll = olderThan == null && oneMore.size() <= DEVICES;
        model.put("used", areAll ? 1 + others.size() : sessions.countOfUser(caller.userId()));
        model.put("allowed", settings.inForce(caller.userId()).maxSessions());
        List<PastSession> ended =
                history.endedSince(caller.userId(), clock.instant().minus(RECENTLY), ENDED);
        int shown = Math.min(ENDED_AT_FIRST, ended.size());
        model.put("ended", ended.subList(0, shown));
        model.put("endedBefore", ended.subList(shown, ended.size()));
        return model;
    }
}
