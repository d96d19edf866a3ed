package dev.rollcall.client.endings;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two clocks that have to agree about the age of knowledge. The monotonic clock stands still while a virtual
 * machine is paused, and the wall clock can be set.
 *
 * @param nanos the monotonic clock, in nanoseconds
 * @param wall the wall clock
 */
public record Clocks(LongSupplier nanos, InstantSource wall) {

    /** Returns the clocks of this machine. */
    public static Clocks system() {
        return new Clocks(System::nanoTime, InstantSource.system());
    }

    /** Returns the current moment. */
    public Moment now() {
        return new Moment(nanos.getAsLong(), wall.millis());
    }
}
