package dev.rollcall.eventstore.migrations;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says how to migrate. */
class MissingMigrationsAnalyzer extends AbstractFailureAnalyzer<MissingMigrations> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MissingMigrations cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Run the command 'migrate' of this release with the same settings, or set rollcall.migrations.at-start"
                        + " to true.",
                cause);
    }
}
