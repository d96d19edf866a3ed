package dev.rollcall.api.pages.picture;

import java.time.Instant;

/** Numbers of drawings whose width is 1,000 units on every screen. */
final class Drawing {

    static final int WIDTH = 1_000;

    private static final int UNITS_PER_PERCENT = WIDTH / 100;

    private static final int TENTHS = 10;

    private Drawing() {}

    /** Returns where a time is, in units. */
    static double x(Instant time, TimeAxis axis) {
        return axis.x(time) * UNITS_PER_PERCENT;
    }

    /**
     * Returns a number as SVG writes it, with at most one decimal place.
     *
     * @param units not negative
     */
    static String number(double units) {
        long tenths = Math.round(units * TENTHS);
        return tenths % TENTHS == 0 ? Long.toString(tenths / TENTHS) : tenths / TENTHS + "." + tenths % TENTHS;
    }
}
