package dev.rollcall.api.accounts;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps rate-limit buckets in PostgreSQL, so that all nodes share them. */
@Configuration(proxyBeanMethods = false)
class LoginBuckets {

    private static final Duration CLEAN_UP_EVERY = Duration.ofMinutes(1);

    private static final int BATCH = 1_000;

    @Bean
    PostgreSQLSelectForUpdateBasedProxyManager<String> buckets(DataSource dataSource, Clock clock) {
        return Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("login_bucket")
                .idColumn("key")
                .stateColumn("state")
                .expiresAtColumn("expires_at")
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(CLEAN_UP_EVERY))
                .clientClock(new ClockMeter(clock))
                .build();
    }

    /** Deletes buckets that would be full by now: they need no row. */
    @Bean
    RecurringTask<Void> loginBucketCleanUp(PostgreSQLSelectForUpdateBasedProxyManager<String> buckets) {
        return Tasks.recurring("login-bucket-clean-up", FixedDelay.of(CLEAN_UP_EVERY))
                .execute((instance, context) -> {
                    int removed;
                    do {
                        removed = buckets.removeExpired(BATCH);
                    } while (removed == BATCH);
                });
    }

    private record ClockMeter(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
