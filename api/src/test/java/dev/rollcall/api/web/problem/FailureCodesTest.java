package dev.rollcall.api.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.common.jdbc.JdbcException;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;

/** S2-9: failures of the database are reported as unavailable, however they are wrapped. */
class FailureCodesTest {

    private static final SQLException GONE = new SQLException("terminating connection", "57P01");

    @ParameterizedTest
    @MethodSource
    void databaseFailuresAreUnavailable(Exception failure) {
        assertThat(FailureCodes.of(failure)).isEqualTo(ProblemCode.SESSION_STATE_UNAVAILABLE);
    }

    static Stream<Exception> databaseFailuresAreUnavailable() {
        return Stream.of(
                GONE,
                new JdbcException("Failed to obtain a connection", GONE),
                new EventStoreException("Failed to read events", GONE),
                new DataAccessResourceFailureException("gone"),
                new IllegalStateException("wrapped", new DataAccessResourceFailureException("gone")),
                new CommandExecutionException("wrapped", new JdbcException("gone", GONE)));
    }

    @Test
    void otherFailuresAreInternal() {
        assertThat(FailureCodes.of(new IllegalStateException("a fault", new NullPointerException())))
                .isEqualTo(ProblemCode.INTERNAL_ERROR);
    }
}
