package dev.rollcall.eventstore.postgres;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says how to configure a database. */
class NoBundledPostgresAnalyzer extends AbstractFailureAnalyzer<NoBundledPostgres> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, NoBundledPostgres cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Set spring.datasource.url (SPRING_DATASOURCE_URL) to jdbc:postgresql://host:5432/database, and"
                        + " spring.datasource.username and .password. To try Rollcall without your own database, use"
                        + " rollcall.jar, which contains PostgreSQL for Linux, macOS and Windows.",
                cause);
    }
}
