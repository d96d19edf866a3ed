package dev.rollcall.eventstore.continuity;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Explains why a node does not start without knowing what it has seen. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnusableSeenFileAnalyzer extends AbstractFailureAnalyzer<UnusableSeenFile> {

    private static final String ADVICE =
            "Make the file readable for the node. If it is damaged, delete it: the node then"
                    + " does not notice events that were lost while it was stopped, unless another node does.";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableSeenFile unusable) {
        return new FailureAnalysis(String.valueOf(unusable.getMessage()), ADVICE, rootFailure);
    }
}
