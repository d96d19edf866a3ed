package dev.rollcall.api.sessions.endings;

import org.springframework.stereotype.Component;

/**
 * A clock that nobody can set. Its times mean nothing by themselves: only those of the same stream can be compared. It
 * stands still while the machine is paused, so that what is sent afterwards counts as old.
 */
@Component
class StreamClock {

    private static final long NANOS_PER_MILLI = 1_000_000;

    long millis() {
        return System.nanoTime() / NANOS_PER_MILLI;
    }
}
