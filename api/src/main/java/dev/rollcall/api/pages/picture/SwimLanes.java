package dev.rollcall.api.pages.picture;

import dev.rollcall.api.audit.timeline.SessionsInPeriod;
import dev.rollcall.query.history.PastSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The sessions of a user as bars, and above them a curve of how many were live, with the limit. */
public record SwimLanes(TimeAxis axis, List<Lane> lanes, List<SessionBars.Path> bars, LiveCurve live, int limit) {

    /** A limit that is higher than this many times the curve is not drawn, because the curve would be flat. */
    private static final int HIGHEST_LIMIT = 5;

    /** @param limit how many sessions the user may have now; 0 for any number */
    public static SwimLanes of(SessionsInPeriod period, TimeAxis axis, int limit) {
        List<PastSession> sessions = period.sessions();
        List<Lane> lanes = IntStream.range(0, sessions.size())
                .mapToObj(number -> new Lane(sessions.get(number), number * Lane.HEIGHT))
                .toList();
        return new SwimLanes(
                axis, lanes, SessionBars.of(lanes, axis), curve(points(sessions, axis), axis, limit), limit);
    }

    private static LiveCurve curve(List<LiveCurve.Point> points, TimeAxis axis, int limit) {
        LiveCurve alone = LiveCurve.of(points, axis, 0);
        return limit <= HIGHEST_LIMIT * alone.top() ? LiveCurve.of(points, axis, limit) : alone;
    }

    /** Returns whether the limit is a line in the picture. */
    public boolean showsLimit() {
        return limit > 0 && limit <= live.top();
    }

    /** Returns the height of all lanes in pixels. */
    public int height() {
        return lanes.size() * Lane.HEIGHT;
    }

    private static List<LiveCurve.Point> points(List<PastSession> sessions, TimeAxis axis) {
        Map<Instant, Long> changes = new TreeMap<>();
        changes.put(axis.from(), 0L);
        for (PastSession session : sessions) {
            changes.merge(within(session.startedAt(), axis), 1L, Long::sum);
            if (session.end() != null && !session.end().endedAt().isAfter(axis.to())) {
                changes.merge(within(session.end().endedAt(), axis), -1L, Long::sum);
            }
        }
        List<LiveCurve.Point> points = new ArrayList<>();
        long live = 0;
        for (Map.Entry<Instant, Long> change : changes.entrySet()) {
            live += change.getValue();
            points.add(new LiveCurve.Point(change.getKey(), live));
        }
        return points;
    }

    private static Instant within(Instant time, TimeAxis axis) {
        return time.isBefore(axis.from()) ? axis.from() : time;
    }
}
