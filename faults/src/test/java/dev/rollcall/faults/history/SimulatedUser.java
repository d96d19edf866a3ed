package dev.rollcall.faults.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What a correct cluster stores about one user, and how it answers. Commands are decided one at a time. */
final class SimulatedUser {

    static final long BOUND = 100;
    static final long GRACE = 60;
    private static final long IDLE = 400;

    /** @param reason why it ended */
    record End(long time, String reason) {}

    private final String name;
    private final SimulatedLog log;
    private final Random random;
    private final boolean rejects;
    private @Nullable Integer limit;

    /** When each live session expires, oldest session first. */
    private final Map<String, Long> live = new LinkedHashMap<>();

    private final Map<String, Long> due = new HashMap<>();
    private final Map<String, End> ended = new HashMap<>();
    private final Map<String, Integer> generation = new HashMap<>();
    private final Map<String, Long> rotated = new HashMap<>();
    private int sessions;

    SimulatedUser(String name, SimulatedLog log, Random random, @Nullable Integer limit, boolean rejects) {
        this.name = name;
        this.log = log;
        this.random = random;
        this.limit = limit;
        this.rejects = rejects;
    }

    String name() {
        return name;
    }

    void expireDue(long now) {
        List.copyOf(live.keySet()).stream()
                .filter(session -> isDue(session, now))
                .forEach(session -> {
                    log.addEvent("SessionExpired", name).putAll(Map.of("session", session, "reason", "IDLE_TIMEOUT"));
                    over(session, now, "IDLE_TIMEOUT");
                });
    }

    private boolean isDue(String session, long now) {
        return due.getOrDefault(session, Long.MAX_VALUE) <= now;
    }

    private void over(String session, long now, String reason) {
        live.remove(session);
        ended.put(session, new End(now, reason));
    }

    /** Returns the new session; null if it is refused because of the limit. */
    @Nullable
    String start(long now, List<String> evicted) {
        long competing =
                live.keySet().stream().filter(session -> !isDue(session, now)).count();
        if (limit != null && rejects && competing >= limit) {
            return null;
        }
        expireDue(now);
        String session = name + "-" + sessions++;
        if (limit != null) {
            evict(live.size() + 1 - limit, session, now, evicted);
        }
        log.addEvent("SessionStarted", name).put("session", session);
        live.put(session, now);
        due.put(session, random.nextInt(3) == 0 ? now + random.nextLong(IDLE) : Long.MAX_VALUE);
        generation.put(session, 1);
        return session;
    }

    private void evict(int number, @Nullable String successor, long now, List<String> evicted) {
        live.keySet().stream().limit(Math.max(0, number)).forEach(evicted::add);
        for (String old : evicted) {
            Map<String, @Nullable Object> event = log.addEvent("SessionEvicted", name);
            event.put("session", old);
            if (successor != null) {
                event.put("replacedBy", successor);
            }
            over(old, now, "EVICTED_BY_LIMIT");
        }
    }

    void changeLimit(int newLimit, boolean applyNow, long now) {
        limit = newLimit;
        log.addEvent("SecuritySettingsChanged", name)
                .putAll(Map.of("limit", newLimit, "whenFull", rejects ? "REJECT" : "EVICT_OLDEST"));
        if (applyNow) {
            expireDue(now);
            evict(live.size() - newLimit, null, now, new ArrayList<>());
        }
    }

    List<String> end(String session, long now, String reason) {
        expireDue(now);
        if (!live.containsKey(session)) {
            return List.of();
        }
        log.addEvent("SessionTerminated", name).putAll(Map.of("session", session, "reason", reason));
        over(session, now, reason);
        return List.of(session);
    }

    /** @param keep the session that stays live, if it is; null if none */
    List<String> endAll(@Nullable String keep, long now, String reason) {
        expireDue(now);
        List<String> ending =
                live.keySet().stream().filter(session -> !session.equals(keep)).toList();
        if (!ending.isEmpty()) {
            Map<String, @Nullable Object> event = log.addEvent("AllSessionsTerminated", name);
            event.put("sessions", ending);
            event.put("reason", reason);
            if (keep != null && live.containsKey(keep)) {
                event.put("kept", keep);
            }
            ending.forEach(session -> over(session, now, reason));
        }
        return ending;
    }

    /** Returns why a node refuses a session; null if it passes. The node may be behind by the bound. */
    @Nullable
    String refusal(String session, long now) {
        if (isDue(session, now) && live.containsKey(session)) {
            return "IDLE_TIMEOUT";
        }
        End end = ended.get(session);
        if (end == null) {
            return null;
        }
        boolean isMissed = !end.reason.equals("IDLE_TIMEOUT") && end.time >= now - random.nextLong(BOUND + 1);
        return isMissed ? null : end.reason;
    }

    List<String> list(long now) {
        return generation.keySet().stream()
                .filter(session -> refusal(session, now) == null)
                .toList();
    }

    /** Returns the generation that follows; 0 if the token was stolen. */
    int rotate(String session, int presented, long now) {
        int current = generation.getOrDefault(session, 1);
        if (presented == current) {
            generation.put(session, current + 1);
            rotated.put(session, now);
            return current + 1;
        }
        boolean isRecent = rotated.getOrDefault(session, Long.MIN_VALUE) >= now - GRACE;
        return presented == current - 1 && isRecent ? current : 0;
    }

    /** When its expiry is due; {@link Long#MAX_VALUE} if never. */
    long dueAt(String session) {
        return due.getOrDefault(session, Long.MAX_VALUE);
    }

    String reasonOf(String session) {
        End end = ended.get(session);
        return end == null ? "IDLE_TIMEOUT" : end.reason;
    }
}
