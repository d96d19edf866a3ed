package dev.rollcall.api.pages.picture;

import java.time.Instant;
import java.util.List;

/**
 * A curve of numbers that stay the same until the next one, in a drawing of 1,000 by 100 units.
 *
 * @param path as SVG writes it
 * @param area the path, closed at the bottom
 * @param highest the highest number of the curve
 * @param top the number at the upper edge, at least 1
 */
public record LiveCurve(String path, String area, long highest, long top) {

    private static final int HEIGHT = 100;

    /** A number from a time on. */
    public record Point(Instant at, long number) {}

    /**
     * @param points in the order of time, at least one
     * @param least a number that the drawing must have room for
     */
    public static LiveCurve of(List<Point> points, TimeAxis axis, long least) {
        long highest = points.stream().mapToLong(Point::number).max().orElse(0);
        long top = Math.max(1, Math.max(highest, least));
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            String y = Drawing.number(y(point.number(), top));
            path.append(path.isEmpty() ? "M0 " + y : "H" + Drawing.number(Drawing.x(point.at(), axis)) + "V" + y);
        }
        path.append("H").append(Drawing.WIDTH);
        return new LiveCurve(path.toString(), path + "V" + HEIGHT + "H0Z", highest, top);
    }

    /** Returns how far a number is from the upper edge, in percent of the height. */
    public double y(long number) {
        return y(number, top);
    }

    private static double y(long number, long top) {
        return HEIGHT - (double) HEIGHT * number / top;
    }
}
