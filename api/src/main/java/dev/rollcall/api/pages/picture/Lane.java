package dev.rollcall.api.pages.picture;

import dev.rollcall.query.history.PastSession;
import java.time.Instant;

/**
 * The bar of a session, from its start to its end or the edge of the picture.
 *
 * @param y of the upper edge of the lane, in pixels
 * @param x in percent of the width
 * @param width in percent of the width, wide enough to be seen
 * @param startsBefore whether the session started before the picture begins
 * @param goesOn whether the session was still live when the picture ends
 */
public record Lane(PastSession past, int y, double x, double width, boolean startsBefore, boolean goesOn) {

    /** The height of a lane in pixels. */
    public static final int HEIGHT = 54;

    private static final double NARROWEST = 0.6;

    private static final double WHOLE = 100;

    static Lane of(PastSession past, TimeAxis axis, int number) {
        PastSession.End end = past.end();
        Instant until = end == null ? axis.to() : end.endedAt();
        double x = Math.min(axis.x(past.startedAt()), WHOLE - NARROWEST);
        double width = Math.max(NARROWEST, Math.round(WHOLE * (axis.x(until) - x)) / WHOLE);
        return new Lane(
                past,
                number * HEIGHT,
                x,
                width,
                past.startedAt().isBefore(axis.from()),
                end == null || end.endedAt().isAfter(axis.to()));
    }
}
