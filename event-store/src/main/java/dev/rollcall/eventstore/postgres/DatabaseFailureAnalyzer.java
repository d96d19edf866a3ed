package dev.rollcall.eventstore.postgres;

import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;

/**
 * Explains, by SQLSTATE (PostgreSQL documentation, appendix A), why the application could not start with the configured
 * database.
 */
class DatabaseFailureAnalyzer implements FailureAnalyzer {

    private static final String URL = "spring.datasource.url";

    private static final Map<String, String> ADVICE = Map.of(
            "08", "Start it, or correct " + URL + ". Without this setting, Rollcall uses an embedded PostgreSQL.",
            "28", "Correct spring.datasource.username and spring.datasource.password.",
            "3D", "Create the database, or correct " + URL + ".",
            "42501", "Make the role in spring.datasource.username own the database.",
            "53", "Free disk space, memory or connections in PostgreSQL, and try again.",
            "57", "Try again when PostgreSQL accepts connections.");

    private static final String TABLES =
            "The tables do not match the migrations of this release. Start the release that belongs to this database,"
                    + " or restore a backup. The table flyway_schema_history lists the migrations that ran.";

    private final Environment environment;

    DatabaseFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        String url = environment.getProperty(URL, "");
        SQLException refusal = null;
        FlywayException migration = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            refusal = cause instanceof SQLException sql ? sql : refusal;
            migration = cause instanceof FlywayException flyway ? flyway : migration;
        }
        String advice = refusal == null ? null : advice(String.valueOf(refusal.getSQLState()));
        if (refusal != null && advice != null && !url.isBlank()) {
            return new FailureAnalysis(place(url) + " cannot be used: " + reason(refusal), advice, failure);
        }
        return migration == null
                ? null
                : new FailureAnalysis("The migration of the tables failed: " + migration.getMessage(), TABLES, failure);
    }

    private static @Nullable String advice(String state) {
        String ofClass = state.length() < 2 ? null : ADVICE.get(state.substring(0, 2));
        return ADVICE.getOrDefault(state, ofClass);
    }

    private static String reason(SQLException refusal) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(refusal);
        return refusal.getMessage() + (cause == refusal ? "" : " (" + cause + ")");
    }

    /** Leaves out parameters and user information, which may contain a password. */
    private static String place(String url) {
        return "The database at " + url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
    }
}
