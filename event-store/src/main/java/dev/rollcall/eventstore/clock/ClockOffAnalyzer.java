package dev.rollcall.eventstore.clock;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Explains why a node with a wrong clock does not start. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class ClockOffAnalyzer extends AbstractFailureAnalyzer<ClockOff> {

    private static final String ADVICE =
            "Find out which of the two clocks is wrong, set it, and keep both in step (NTP).";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ClockOff off) {
        return new FailureAnalysis(String.valueOf(off.getMessage()), ADVICE, rootFailure);
    }
}
