package dev.rollcall.api.sweep;

import dev.rollcall.api.problem.Problem;
import dev.rollcall.api.problem.ProblemCode;
import dev.rollcall.api.security.Caller;
import dev.rollcall.api.security.TokensProperties;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.ListedUser;
import dev.rollcall.query.livesessions.SessionLists;
import dev.rollcall.query.livesessions.SessionRemains;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Goes over all sessions, in batches and short transactions, one user after the other. It keeps no place: one that was cut
 * off has done what it has done, and the next one does the rest.
 *
 * <p>Deletes first, so that a session that it finds long past its time has its reason told until the next sweep.
 */
@Component
public class Sweep {

    private static final Logger log = LoggerFactory.getLogger(Sweep.class);

    private static final int BATCH = 500;

    private final SweepLock lock;
    private final LastSweep last;
    private final UserSweep users;
    private final SessionLists lists;
    private final SessionRemains remains;
    private final SweepProperties properties;
    private final Duration accessTokenLifetime;
    private final Clock clock;

    Sweep(
            SweepLock lock,
            LastSweep last,
            UserSweep users,
            SessionLists lists,
            SessionRemains remains,
            SweepProperties properties,
            TokensProperties tokens,
            Clock clock) {
        this.lock = lock;
        this.last = last;
        this.users = users;
        this.lists = lists;
        this.remains = remains;
        this.properties = properties;
        this.accessTokenLifetime = tokens.accessTokenLifetime();
        this.clock = clock;
    }

    /**
     * Sweeps because somebody wants it.
     *
     * @throws Problem {@code SWEEP_IN_PROGRESS}
     */
    public SweepReport runFor(Caller administrator, boolean dryRun) {
        log.info("A sweep was asked for by {}", administrator.userId());
        return run(dryRun).orElseThrow(() -> new Problem(ProblemCode.SWEEP_IN_PROGRESS, "Try again when it is done."));
    }

    /** @return empty if another one is under way, on whatever node */
    Optional<SweepReport> run(boolean dryRun) {
        return lock.whileHeld(() -> {
            Instant startedAt = clock.instant();
            SweepReport report = sweep(startedAt, dryRun);
            if (!dryRun) {
                last.record(new LastSweep.Result(startedAt, clock.instant(), report));
            }
            log.info("{}: {}", dryRun ? "Sweep, dry run" : "Sweep", report);
            return report;
        });
    }

    private SweepReport sweep(Instant now, boolean dryRun) {
        SweepReport report = SweepReport.deleted(remains.besideTheEvents(!dryRun)
                + remains.endedBefore(now.minus(properties.keepEnded()), now.minus(accessTokenLifetime), !dryRun));
        return report.plus(sweepUsers(lists::users, dryRun)).plus(sweepUsers(lists::usersWithoutRows, dryRun));
    }

    private SweepReport sweepUsers(BiFunction<@Nullable UserId, Integer, List<ListedUser>> batches, boolean dryRun) {
        SweepReport report = SweepReport.NOTHING;
        List<ListedUser> batch = batches.apply(null, BATCH);
        while (!batch.isEmpty()) {
            for (ListedUser user : batch) {
                report = report.plus(users.sweep(user, dryRun));
            }
            if (batch.size() < BATCH) {
                return report;
            }
            log.info("Sweep so far: {}", report);
            batch = batches.apply(batch.get(batch.size() - 1).userId(), BATCH);
        }
        return report;
    }
}
