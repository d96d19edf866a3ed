package dev.rollcall.api.operations.cleanup;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.tokens.TokensProperties;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.postgres.AdvisoryLock;
import dev.rollcall.query.livesessions.ListedUser;
import dev.rollcall.query.livesessions.LiveSessionRows;
import dev.rollcall.query.livesessions.ObsoleteSessionRows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Cleans up all sessions, one user after the other, in batches and short transactions. It does not store how far it
 * got: if it is interrupted, the next clean-up does the rest.
 *
 * <p>It deletes first. So the reason of a session that it ends is kept at least until the next clean-up, even if the
 * session timed out long ago.
 */
@Component
public class Cleanup {

    private static final Logger log = LoggerFactory.getLogger(Cleanup.class);

    private static final int BATCH = 500;

    private static final Duration TELL_EVERY = Duration.ofSeconds(1);

    private final AdvisoryLock lock;
    private final LastCleanup last;
    private final CleanupProgress progress;
    private final UserCleanup users;
    private final LiveSessionRows liveRows;
    private final ObsoleteSessionRows obsoleteRows;
    private final CleanupProperties properties;
    private final Duration accessTokenLifetime;
    private final Clock clock;

    private volatile Instant toldAt = Instant.EPOCH;

    Cleanup(
            DataSource dataSource,
            LastCleanup last,
            CleanupProgress progress,
            UserCleanup users,
            LiveSessionRows liveRows,
            ObsoleteSessionRows obsoleteRows,
            CleanupProperties properties,
            TokensProperties tokens,
            Clock clock) {
        this.lock = new AdvisoryLock(dataSource, "rollcall.sweep");
        this.last = last;
        this.progress = progress;
        this.users = users;
        this.liveRows = liveRows;
        this.obsoleteRows = obsoleteRows;
        this.properties = properties;
        this.accessTokenLifetime = tokens.accessTokenLifetime();
        this.clock = clock;
    }

    /**
     * Runs a clean-up at an administrator's request.
     *
     * @throws Problem {@code SWEEP_IN_PROGRESS}
     */
    public CleanupReport runFor(Caller administrator, boolean dryRun) {
        return run(dryRun, administrator.userId(), () -> {}).orElseThrow(Cleanup::inProgress);
    }

    static Problem inProgress() {
        return new Problem(ProblemCode.SWEEP_IN_PROGRESS, "Try again when it is done.");
    }

    /** @return empty if another clean-up is under way on any node */
    Optional<CleanupReport> run(boolean dryRun) {
        return run(dryRun, null, () -> {});
    }

    /**
     * @param requestedBy null if nobody did
     * @param begun called when it has begun, and its progress can be asked for
     * @return empty if another clean-up is under way on any node
     * @throws IllegalStateException if the thread is interrupted
     */
    Optional<CleanupReport> run(boolean dryRun, @Nullable UserId requestedBy, Runnable begun) {
        return lock.whileHeld(() -> {
            if (requestedBy != null) {
                log.info("Clean-up requested by {}", requestedBy);
            }
            Instant startedAt = clock.instant();
            progress.begin(dryRun, requestedBy, sessionsOfLast());
            begun.run();
            CleanupReport report = cleanUp(startedAt, dryRun);
            if (!dryRun) {
                last.record(new LastCleanup.Result(startedAt, clock.instant(), report));
            }
            tell(report, true);
            log.info("{}: {}", dryRun ? "Clean-up, dry run" : "Clean-up", report);
            return report;
        });
    }

    private @Nullable Long sessionsOfLast() {
        return last.find().map(cleanup -> cleanup.report().totalSessions()).orElse(null);
    }

    private CleanupReport cleanUp(Instant now, boolean dryRun) {
        CleanupReport report = CleanupReport.deleted(obsoleteRows.activityAndTokenRows(!dryRun)
                + obsoleteRows.endedSessionRows(
                        now.minus(properties.keepEnded()), now.minus(accessTokenLifetime), !dryRun));
        report = cleanUpUsers(liveRows::users, report, dryRun);
        return cleanUpUsers(liveRows::usersWithoutRows, report, dryRun);
    }

    /** Records the progress once a second. Only one clean-up runs at a time. */
    private void tell(CleanupReport report) {
        Instant now = clock.instant();
        if (Duration.between(toldAt, now).compareTo(TELL_EVERY) >= 0) {
            tell(report, false);
            toldAt = now;
        }
    }

    private void tell(CleanupReport report, boolean finished) {
        try {
            progress.record(report, finished);
        } catch (DataAccessException failure) {
            log.warn("Cannot record the progress of the clean-up, which goes on", failure);
        }
    }

    private CleanupReport cleanUpUsers(
            BiFunction<@Nullable UserId, Integer, List<ListedUser>> batches, CleanupReport before, boolean dryRun) {
        CleanupReport report = before;
        List<ListedUser> batch = batches.apply(null, BATCH);
        while (!batch.isEmpty()) {
            for (ListedUser user : batch) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new IllegalStateException("The node is stopping; the next clean-up does the rest");
                }
                report = report.plus(users.cleanUp(user, dryRun));
                tell(report);
            }
            if (batch.size() < BATCH) {
                return report;
            }
            log.info("Clean-up so far: {}", report);
            batch = batches.apply(batch.get(batch.size() - 1).userId(), BATCH);
        }
        return report;
    }
}
