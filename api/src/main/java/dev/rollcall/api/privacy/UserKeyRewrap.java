package dev.rollcall.api.privacy;

import dev.rollcall.eventstore.postgres.AdvisoryLock;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Replaces the master key while nodes run: wraps all keys of users by the one that the settings ask for. The keys of users
 * themselves stay the same, and so does all that they have sealed. If it is interrupted, the next run goes on.
 */
@Component
public class UserKeyRewrap {

    private static final int BATCH = 500;

    private static final String SELECT =
            "SELECT user_id, wrapped FROM user_key WHERE user_id > :after ORDER BY user_id LIMIT " + BATCH;

    /** If the key was destroyed in the meantime, nothing is updated; if it was created again, it has the new master key. */
    private static final String UPDATE =
            "UPDATE user_key SET wrapped = :wrapped WHERE user_id = :userId AND wrapped = :before";

    private final AdvisoryLock lock;
    private final JdbcClient jdbc;
    private final MasterKeys keys;
    private final Clock clock;

    /**
     * How far it is.
     *
     * @param read keys of users that were looked at
     * @param rewrapped those of them that were wrapped by another master key
     * @param all how many there were at the beginning
     */
    public record Progress(long read, long rewrapped, long all) {

        private Progress plus(int moreRead, long moreRewrapped) {
            return new Progress(read + moreRead, rewrapped + moreRewrapped, all);
        }
    }

    private record Row(String userId, byte[] wrapped) {}

    UserKeyRewrap(DataSource dataSource, JdbcClient jdbc, MasterKeys keys, Clock clock) {
        this.lock = new AdvisoryLock(dataSource, "rollcall.rewrap");
        this.jdbc = jdbc;
        this.keys = keys;
        this.clock = clock;
    }

    /** Returns the id of the master key that the settings ask for. */
    public String wanted() {
        return keys.wanted().id();
    }

    /** Returns the master keys that wrap keys of users, or may, in the order in which they were taken into use. */
    public List<MasterKeyView> list() {
        return keys.list();
    }

    /**
     * Has the KMS wrap a new master key, which is then the wanted one.
     *
     * @return false if the master key is not in a KMS
     */
    public boolean create() {
        return keys.create();
    }

    /** Whether there is nothing to do. */
    public boolean isDone() {
        return keys.isDone();
    }

    /**
     * Wraps all keys by the wanted master key.
     *
     * @param progress is told after every batch
     * @return empty if it is under way elsewhere
     */
    public Optional<Progress> run(Consumer<Progress> progress) {
        return lock.whileHeld(() -> {
            keys.useWanted(clock);
            Progress done = rewrapAll(progress);
            keys.finish();
            return done;
        });
    }

    private Progress rewrapAll(Consumer<Progress> progress) {
        Progress done = new Progress(
                0,
                0,
                jdbc.sql("SELECT count(*) FROM user_key").query(Long.class).single());
        List<Row> batch = after("");
        while (!batch.isEmpty()) {
            done = done.plus(batch.size(), batch.stream().filter(this::rewrap).count());
            progress.accept(done);
            batch = after(batch.get(batch.size() - 1).userId());
        }
        return done;
    }

    private List<Row> after(String userId) {
        return jdbc.sql(SELECT)
                .param("after", userId)
                .query((row, index) -> new Row(row.getString("user_id"), row.getBytes("wrapped")))
                .list();
    }

    /** @return whether it was wrapped by another master key */
    private boolean rewrap(Row row) {
        byte[] context = UserKeys.context(row.userId());
        if (keys.wanted().unwrap(row.wrapped(), context).isPresent()) {
            return false;
        }
        return jdbc.sql(UPDATE)
                        .param("wrapped", keys.wanted().wrap(keys.unwrap(row.wrapped(), context), context))
                        .param("userId", row.userId())
                        .param("before", row.wrapped())
                        .update()
                == 1;
    }
}
