package dev.rollcall.api.web.settings;

import dev.rollcall.eventstore.postgres.UnusableDataDirectory;
import java.util.Optional;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Explains why the embedded PostgreSQL cannot use its data directory, instead of showing a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnusableDataDirectoryAnalyzer extends AbstractFailureAnalyzer<UnusableDataDirectory> {

    private final Environment environment;

    UnusableDataDirectoryAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableDataDirectory unusable) {
        return Explanation.of(unusable.getMessage(), Optional.of(unusable.advice()), unusable, environment);
    }
}
