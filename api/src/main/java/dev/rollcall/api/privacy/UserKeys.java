package dev.rollcall.api.privacy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.commits.SharedQuery;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps one key per user, created when first needed and stored wrapped by the {@link MasterKeys master key}. */
@Component
public class UserKeys implements SmartInitializingSingleton {

    private static final Duration CACHE_TTL = Duration.ofMinutes(1);

    private static final int CACHE_SIZE = 10_000;

    /** The lock lets nobody replace the master key in the meantime; if somebody has, nothing is inserted. */
    private static final String INSERT = """
            INSERT INTO user_key (user_id, wrapped, created_at)
            SELECT :userId, :wrapped, :createdAt FROM master_key WHERE id = :master AND in_use FOR SHARE
            ON CONFLICT (user_id) DO NOTHING
            """;

    private static final String SELECT = "SELECT user_id, wrapped FROM user_key WHERE user_id = ANY (:users)";

    /** The lock prevents a key from being destroyed while data that was opened with it is being written. */
    private static final String SELECT_AND_LOCK = SELECT + " FOR KEY SHARE";

    private static final String SELECT_ANY = "SELECT user_id, wrapped FROM user_key LIMIT 1";

    private final Cache<UserId, UserKey> toSealWith = Caffeine.newBuilder()
            .maximumSize(CACHE_SIZE)
            .expireAfterWrite(CACHE_TTL)
            .executor(Runnable::run)
            .build();

    private final SharedQuery<UserId, byte[]> wrapped = new SharedQuery<>(users -> findWrapped(SELECT, users));

    private final JdbcClient jdbc;
    private final MasterKeys master;
    private final Clock clock;

    UserKeys(JdbcClient jdbc, MasterKeys master, Clock clock) {
        this.jdbc = jdbc;
        this.master = master;
        this.clock = clock;
    }

    /** Stops the start if the master key is wrong, before anything is sealed that the right one could not open. */
    @Override
    public void afterSingletonsInstantiated() {
        jdbc.sql(SELECT_ANY).query(row -> {
            unwrap(new UserId(row.getString("user_id")), row.getBytes("wrapped"));
        });
    }

    /**
     * Returns the key to seal with, which is cached for a minute. If another node has destroyed it in the meantime,
     * nobody can open what is sealed with it.
     */
    UserKey toSealWith(UserId userId) {
        UserKey known = toSealWith.getIfPresent(userId);
        if (known == null) {
            known = getOrCreate(userId);
            toSealWith.put(userId, known);
        }
        return known;
    }

    /** Reads a key from the database, for data that is shown and not written again; empty if there is none. */
    Optional<UserKey> find(UserId userId) {
        return Optional.ofNullable(wrapped.find(userId)).map(key -> unwrap(userId, key));
    }

    /** Reads keys from the database, and keeps them from being destroyed; users without a key are left out. */
    Map<UserId, UserKey> find(Collection<UserId> users) {
        Map<UserId, UserKey> found = new HashMap<>();
        findWrapped(SELECT_AND_LOCK, users).forEach((userId, key) -> found.put(userId, unwrap(userId, key)));
        return found;
    }

    private Map<UserId, byte[]> findWrapped(String sql, Collection<UserId> users) {
        Map<UserId, byte[]> found = new HashMap<>();
        jdbc.sql(sql)
                .param("users", users.stream().map(UserId::value).distinct().toArray(String[]::new))
                .query(row -> {
                    found.put(new UserId(row.getString("user_id")), row.getBytes("wrapped"));
                });
        return found;
    }

    /** Destroys a user's key, so that nobody can open what was sealed with it. */
    public void destroy(UserId userId) {
        jdbc.sql("DELETE FROM user_key WHERE user_id = :userId")
                .param("userId", userId.value())
                .update();
        toSealWith.invalidate(userId);
    }

    /** Reads a user's key from the database, and creates it if there is none. */
    UserKey getOrCreate(UserId userId) {
        byte[] key = wrapped.find(userId);
        if (key == null) {
            byte[] created = AeadKey.random();
            key = master.wrapAndStore(used -> insert(userId, used, created));
        }
        return unwrap(userId, key);
    }

    /** @return the key that is stored now, which another node may have created; empty if there is none */
    private Optional<byte[]> insert(UserId userId, MasterKey used, byte[] key) {
        jdbc.sql(INSERT)
                .param("userId", userId.value())
                .param("wrapped", used.wrap(key, context(userId.value())))
                .param("createdAt", Timestamp.from(clock.instant()))
                .param("master", used.id())
                .update();
        return Optional.ofNullable(wrapped.find(userId));
    }

    private UserKey unwrap(UserId userId, byte[] wrappedKey) {
        return UserKey.of(master.unwrap(wrappedKey, context(userId.value())));
    }

    /** Binds a wrapped key to its user. */
    static byte[] context(String userId) {
        return ("user-key|" + userId).getBytes(StandardCharsets.UTF_8);
    }
}
