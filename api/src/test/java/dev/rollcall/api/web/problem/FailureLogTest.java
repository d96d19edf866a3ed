package dev.rollcall.api.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.transaction.CannotCreateTransactionException;

/** The log of an outage is short, and that of any other failure says where it happened. */
class FailureLogTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger("failures");

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
        logger.setLevel(Level.ERROR);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    static List<Exception> outages() {
        return List.of(
                new CannotCreateTransactionException(
                        "no connection", new SQLTransientConnectionException("pool is empty")),
                new EventStoreException("cannot read", new SQLException("connection was lost", "08006")),
                new EventStoreException("cannot append", new SQLException("lock timeout", "55P03")),
                new ConcurrencyException("lost every race"));
    }

    static List<Exception> others() {
        return List.of(
                new BadSqlGrammarException("read", "SELECT", new SQLException("no such column", "42703")),
                new DataIntegrityViolationException("check", new SQLException("check failed", "23514")),
                new EventStoreException("cannot read", new SQLException("no such table", "42P01")),
                new IllegalStateException("a fault"));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void anOutageIsOneLineWithItsCause(Exception outage) {
        FailureLog.error(logger, "Session state is unavailable", outage);

        Throwable cause = outage.getCause() == null ? outage : outage.getCause();
        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getFormattedMessage()).isEqualTo("Session state is unavailable: " + cause);
            assertThat(event.getThrowableProxy()).isNull();
        });
    }

    @ParameterizedTest
    @MethodSource("others")
    void anyOtherFailureHasItsStackTrace(Exception failure) {
        FailureLog.error(logger, "Session state is unavailable", failure);

        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getFormattedMessage()).isEqualTo("Session state is unavailable");
            assertThat(event.getThrowableProxy().getClassName())
                    .isEqualTo(failure.getClass().getName());
        });
    }
}
