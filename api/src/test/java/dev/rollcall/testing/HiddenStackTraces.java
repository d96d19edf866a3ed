package dev.rollcall.testing;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.boolex.EventEvaluatorBase;

/** Keeps stack traces from the console, where many tests would fill it with expected ones; see logback-test.xml. */
public final class HiddenStackTraces extends EventEvaluatorBase<ILoggingEvent> {

    private static volatile boolean hidden = true;

    /** Runs something with stack traces on the console, for tests that look at it. */
    public static void showDuring(Runnable test) {
        hidden = false;
        try {
            test.run();
        } finally {
            hidden = true;
        }
    }

    @Override
    public boolean evaluate(ILoggingEvent event) {
        return hidden;
    }
}
