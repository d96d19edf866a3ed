package dev.rollcall.api.pages.audit;

import dev.rollcall.api.pages.picture.LiveCurve;
import dev.rollcall.api.pages.picture.LiveCurve.Point;
import dev.rollcall.api.pages.picture.TimeAxis;
import dev.rollcall.query.log.TransparencyLog.SizeAt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the log has grown.
 *
 * @param rows some sizes, the last one first
 */
record LogGrowth(TimeAxis axis, LiveCurve curve, List<Point> rows) {

    private static final int SIZES_PER_ROW = 4;

    /**
     * @param sizes in their order
     * @return null if the log has no event in the database
     */
    static @Nullable LogGrowth of(List<SizeAt> sizes, Instant now) {
        if (sizes.isEmpty()) {
            return null;
        }
        List<Point> points = new ArrayList<>();
        Instant latest = sizes.get(0).at();
        for (SizeAt size : sizes) {
            latest = size.at().isAfter(latest) ? size.at() : latest; // clocks of nodes differ
            points.add(new Point(latest, size.size()));
        }
        TimeAxis axis = new TimeAxis(points.get(0).at(), now.isAfter(latest) ? now : latest.plusMillis(1));
        return new LogGrowth(axis, LiveCurve.of(points, axis, 0), rows(points));
    }

    private static List<Point> rows(List<Point> points) {
        List<Point> rows = new ArrayList<>();
        for (int number = points.size() - 1; number >= 0; number -= SIZES_PER_ROW) {
            rows.add(points.get(number));
        }
        return List.copyOf(rows);
    }
}
