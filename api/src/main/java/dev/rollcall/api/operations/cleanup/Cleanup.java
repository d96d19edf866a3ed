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

    private final AdvisoryLock lock;
    private final LastCleanup last;
    private final UserCleanup users;
    private final LiveSessionRows liveRows;
    private final ObsoleteSessionRows obsoleteRows;
    private final CleanupProperties properties;
    private final Duration accessTokenLifetime;
    private final Clock clock;

    Cleanup(
            DataSource dataSource,
            LastCleanup last,
            UserCleanup users,
            LiveSessionRows liveRows,
            ObsoleteSessionRows obsoleteRows,
            CleanupProperties properties,
            TokensProperties tokens,
            Clock clock) {
        this.lock = new AdvisoryLock(dataSource, "rollcall.sweep");
        this.last = last;
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
        log.info("Clean-up requested by {}", administrator.userId());
        return run(dryRun).orElseThrow(() -> new Problem(ProblemCode.SWEEP_IN_PROGRESS, "Try again when it is done."));
    }

    /** @return empty if another clean-up is under way on any node */
    Optional<CleanupReport> run(boolean dryRun) {
        return lock.whileHeld(() -> {
            Instant startedAt = clock.instant();
            CleanupReport report = cleanUp(startedAt, dryRun);
            if (!dryRun) {
                last.record(new LastCleanup.Result(startedAt, clock.instant(), report));
            }
            log.info("{}: {}", dryRun ? "Clean-up, dry run" : "Clean-up", report);
            return report;
        });
    }

    private CleanupReport cleanUp(Instant now, boolean dryRun) {
        CleanupReport report = CleanupReport.deleted(obsoleteRows.activityAndTokenRows(!dryRun)
                + obsoleteRows.endedSessionRows(
                        now.minus(properties.keepEnded()), now.minus(accessTokenLifetime), !dryRun));
        return report.plus(cleanUpUsers(liveRows::users, dryRun))
                .plus(cleanUpUsers(liveRows::usersWithoutRows, dryRun));
    }

    private CleanupReport cleanUpUsers(
            BiFunction<@Nullable UserId, Integer, List<ListedUser>> batches, boolean dryRun) {
        CleanupReport report = CleanupReport.NOTHING;
        List<ListedUser> batch = batches.apply(null, BATCH);
        while (!batch.isEmpty()) {
            for (ListedUser user : batch) {
                report = report.plus(users.cleanUp(user, dryRun));
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
