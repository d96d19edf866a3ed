package dev.rollcall.api.pages.picture;

import dev.rollcall.query.history.SessionCounts;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Draws how many sessions were live, from counts: the work is the same for any number of sessions. */
@Component
public class LiveCurves {

    private final SessionCounts counts;
    private final Clock clock;

    LiveCurves(SessionCounts counts, Clock clock) {
        this.counts = counts;
        this.clock = clock;
    }

    /**
     * A curve and its table.
     *
     * @param marker a moment to mark; null if it is not in the period
     * @param rows some points of the curve, newest first
     * @param now the last point
     */
    public record Drawn(
            Span span,
            TimeAxis axis,
            LiveCurve curve,
            @Nullable Instant marker,
            List<LiveCurve.Point> rows,
            LiveCurve.Point now) {}

    /** @param marked the moment to mark; null if there is none */
    public Drawn draw(Span span, @Nullable Instant marked) {
        Instant from = span.beginning(clock.instant());
        List<LiveCurve.Point> points = counts.live(from, span.step(), span.steps() + 1).stream()
                .map(live -> new LiveCurve.Point(live.at(), live.sessions()))
                .toList();
        Instant now = clock.instant();
        TimeAxis axis = new TimeAxis(from, now.isAfter(from) ? now : from.plusMillis(1));
        boolean inside = marked != null && !marked.isBefore(axis.from()) && !marked.isAfter(axis.to());
        List<LiveCurve.Point> drawn = upTo(points, axis.to());
        return new Drawn(
                span,
                axis,
                LiveCurve.of(drawn, axis, 0),
                inside ? marked : null,
                rows(points.subList(0, points.size() - 1), span.stepsPerRow()),
                drawn.get(drawn.size() - 1));
    }

    /** The step that is not over yet counts up to now. */
    private static List<LiveCurve.Point> upTo(List<LiveCurve.Point> points, Instant now) {
        return points.stream()
                .map(point -> point.at().isAfter(now) ? new LiveCurve.Point(now, point.number()) : point)
                .toList();
    }

    private static List<LiveCurve.Point> rows(List<LiveCurve.Point> points, int stepsPerRow) {
        List<LiveCurve.Point> rows = new ArrayList<>();
        for (int number = points.size() - 1; number >= 0; number -= stepsPerRow) {
            rows.add(points.get(number));
        }
        return Collections.unmodifiableList(rows);
    }
}
