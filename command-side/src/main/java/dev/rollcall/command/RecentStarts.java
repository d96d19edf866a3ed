package dev.rollcall.command;

import static dev.rollcall.event.SecuritySettings.MAX_STARTS_PER_HOUR;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.rollcall.command.refusal.TooManySessionStarts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** The session starts of the last hour, newest first, but no more than the highest possible limit needs. */
final class RecentStarts {

    private static final Duration WINDOW = Duration.ofHours(1);

    @JsonValue
    private final Deque<Instant> starts;

    RecentStarts() {
        this(List.of());
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private RecentStarts(List<Instant> newestFirst) {
        starts = new ArrayDeque<>(newestFirst);
    }

    void add(Instant startedAt) {
        starts.addFirst(startedAt);
        while (starts.size() > MAX_STARTS_PER_HOUR || !isWithinWindow(starts.getLast(), startedAt)) {
            starts.removeLast();
        }
    }

    /** @throws TooManySessionStarts if one more start would exceed the limit; 0 means any number */
    void requireRoomForOneMore(int maxStartsPerHour, Instant now) {
        if (maxStartsPerHour == 0 || starts.size() < maxStartsPerHour) {
            return;
        }
        Iterator<Instant> newestFirst = starts.iterator();
        Instant start = newestFirst.next();
        for (int i = 1; i < maxStartsPerHour; i++) {
            start = newestFirst.next();
        }
        if (isWithinWindow(start, now)) {
            throw new TooManySessionStarts(maxStartsPerHour, Duration.between(now, start.plus(WINDOW)));
        }
    }

    private static boolean isWithinWindow(Instant start, Instant now) {
        return start.plus(WINDOW).isAfter(now);
    }
}
