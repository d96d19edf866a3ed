package dev.rollcall.api.accounts;

import dev.rollcall.event.Initiator;
import dev.rollcall.event.LoginFailuresExceeded;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.accounts.AccountEvents;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records that logins of a user are refused because too many failed: for users with an account, and at most once an hour
 * for each, on all nodes together. So whoever guesses cannot fill the history. It is done after the answer, on a thread
 * of its own, so that the time of the answer does not tell whether there is an account. If many users are waiting to be
 * recorded, others are left out until their next login is refused.
 */
@Component
class LoginFailureRecords implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(LoginFailureRecords.class);

    private static final int MOST_WAITING = 100;

    private static final Duration WINDOW = Duration.ofHours(1);

    private static final String IS_DUE = """
            SELECT EXISTS (SELECT FROM account WHERE user_id = :userId
                           AND (failures_recorded_at IS NULL OR failures_recorded_at <= :before))
            """;

    private static final String SET_RECORDED = """
            UPDATE account SET failures_recorded_at = :now
            WHERE user_id = :userId AND (failures_recorded_at IS NULL OR failures_recorded_at <= :before)
            """;

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final AccountEvents events;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ThreadPoolExecutor recorder = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(MOST_WAITING),
            new CustomizableThreadFactory("login-failures-"),
            new ThreadPoolExecutor.DiscardPolicy());

    LoginFailureRecords(
            JdbcClient jdbc,
            Accounts accounts,
            AccountEvents events,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        recorder.allowCoreThreadTimeOut(true);
    }

    /** Returns at once. */
    void refused(UserId user) {
        recorder.execute(() -> record(user));
    }

    private void record(UserId user) {
        try {
            Instant now = clock.instant();
            if (isDue(user, now)) {
                transaction.executeWithoutResult(status -> append(user, now));
            }
        } catch (DataAccessException | TransactionException failure) {
            log.warn("Cannot record that too many logins failed; trying again with the next one", failure);
        }
    }

    /** Asks without the lock of the account, for which session starts would wait. */
    private boolean isDue(UserId user, Instant now) {
        return jdbc.sql(IS_DUE)
                .param("userId", user.value())
                .param("before", Timestamp.from(now.minus(WINDOW)))
                .query(Boolean.class)
                .single();
    }

    private void append(UserId user, Instant now) {
        accounts.lock(user);
        int rows = jdbc.sql(SET_RECORDED)
                .param("userId", user.value())
                .param("now", Timestamp.from(now))
                .param("before", Timestamp.from(now.minus(WINDOW)))
                .update();
        if (rows == 1) {
            events.append(new LoginFailuresExceeded(user, Initiator.POLICY, now));
        }
    }

    @Override
    public void destroy() {
        recorder.shutdown();
    }
}
