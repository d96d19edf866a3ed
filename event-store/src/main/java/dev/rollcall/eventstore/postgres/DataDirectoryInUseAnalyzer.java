package dev.rollcall.eventstore.postgres;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do instead of showing a stack trace. */
class DataDirectoryInUseAnalyzer extends AbstractFailureAnalyzer<DataDirectoryInUse> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DataDirectoryInUse cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Stop it, choose another directory with --rollcall.embedded-postgres.data-directory, or share one "
                        + "PostgreSQL between several nodes with --spring.datasource.url.",
                cause);
    }
}
