package dev.rollcall.api.pages.picture;

import dev.rollcall.query.history.PastSession;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The bars of all sessions, from their start to their end or the edge of the picture, and a dot at each end. */
final class SessionBars {

    private static final String LIVE = "live";

    /** How far the middle of a bar is below the upper edge of its lane, in pixels. */
    private static final int MIDDLE = 43;

    /** Wide enough to be seen. */
    private static final double NARROWEST = 6;

    private final TimeAxis axis;
    private final Map<String, StringBuilder> bars = new TreeMap<>();
    private final Map<String, StringBuilder> dots = new TreeMap<>();

    /**
     * Everything that has the same colour.
     *
     * @param kind the CSS classes
     * @param path as SVG writes it, with the x of {@link Drawing} and y in pixels
     */
    public record Path(String kind, String path) {}

    private SessionBars(TimeAxis axis) {
        this.axis = axis;
    }

    /** Returns the bars, and after them what is drawn upon them. */
    static List<Path> of(List<Lane> lanes, TimeAxis axis) {
        SessionBars all = new SessionBars(axis);
        lanes.forEach(all::add);
        return Stream.concat(paths("bar ", all.bars), paths("end ", all.dots)).toList();
    }

    private void add(Lane lane) {
        PastSession.End end = lane.past().end();
        Instant until = end == null ? axis.to() : end.endedAt();
        double x = Math.min(Drawing.x(lane.past().startedAt(), axis), Drawing.WIDTH - NARROWEST);
        String from = Drawing.number(x);
        String to = Drawing.number(Math.max(x + NARROWEST, Drawing.x(until, axis)));
        int y = lane.y() + MIDDLE;
        String reason = end == null ? LIVE : end.reason().toString();
        bars.computeIfAbsent(reason, none -> new StringBuilder()).append("M" + from + " " + y + "H" + to);
        if (end != null && !end.endedAt().isAfter(axis.to())) {
            dots.computeIfAbsent(reason, none -> new StringBuilder()).append("M" + to + " " + y + "h0");
        }
    }

    private static Stream<Path> paths(String part, Map<String, StringBuilder> byReason) {
        return byReason.entrySet().stream()
                .map(one -> new Path(part + one.getKey(), one.getValue().toString()));
    }
}
