package dev.rollcall.eventstore.continuity;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Explains why a node does not start while acknowledged events are missing. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class HistoryLostAnalyzer extends AbstractFailureAnalyzer<HistoryLost> {

    private static final String ADVICE = "Find out on which server these events still exist. If they are lost for good,"
            + " run the command accept-history, and start again.";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, HistoryLost lost) {
        return new FailureAnalysis(String.valueOf(lost.getMessage()), ADVICE, rootFailure);
    }
}
