package dev.rollcall.eventstore.continuity;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Explains why a node does not start behind a pooler in transaction mode. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class TransactionPoolingAnalyzer extends AbstractFailureAnalyzer<TransactionPooling> {

    private static final String ADVICE =
            "Connect spring.datasource.url to PostgreSQL itself: each node has a pool of its"
                    + " own (spring.datasource.hikari.maximum-pool-size). Or set pool_mode = session in PgBouncer.";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, TransactionPooling pooling) {
        return new FailureAnalysis(
                pooling.getMessage()
                        + ". Rollcall needs connections that keep their server connection: for LISTEN, locks,"
                        + " limits of time, and to notice that another server answers.",
                ADVICE,
                rootFailure);
    }
}
