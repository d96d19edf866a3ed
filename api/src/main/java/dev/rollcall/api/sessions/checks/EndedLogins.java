package dev.rollcall.api.sessions.checks;

import dev.rollcall.api.tokens.ClusterSecrets;
import dev.rollcall.api.tokens.ExternalToken;
import dev.rollcall.api.tokens.LogoutToken;
import dev.rollcall.api.tokens.TokensProperties;
import dev.rollcall.api.tokens.secrets.HmacKey;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.event.UserId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The logins that identity providers have ended, for as long as a token of them could be valid. A token may arrive for
 * the first time after the log-out.
 *
 * <p>Log-outs and starts of the same user wait for each other: a start that has not seen the log-out is committed before
 * it, and its session is ended by it.
 */
@Component
public class EndedLogins {

    private static final String KEY = "provider-logout";

    /** Stands for all logins of a user. No login has this name, because they begin with a claim and a colon. */
    private static final String ALL = "";

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(:user, 1))";

    private static final String LOCK_SHARED = "SELECT pg_advisory_xact_lock_shared(hashtextextended(:user, 1))";

    private static final String SELECT =
            "SELECT login, ended_at FROM provider_logout WHERE login = ANY (:logins) AND keep_until > :now";

    private static final String INSERT = """
            INSERT INTO provider_logout (login, ended_at, keep_until) VALUES (:login, :endedAt, :keepUntil)
            ON CONFLICT (login) DO UPDATE SET ended_at = greatest(provider_logout.ended_at, excluded.ended_at),
                keep_until = greatest(provider_logout.keep_until, excluded.keep_until)
            """;

    private static final String DELETE_OLD = "DELETE FROM provider_logout WHERE keep_until <= :now";

    private static final String INSERT_TOKEN = """
            INSERT INTO provider_logout_token (token, is_done, keep_until) VALUES (:token, false, :keepUntil)
            ON CONFLICT (token) DO NOTHING
            """;

    private static final String SELECT_DONE = "SELECT is_done FROM provider_logout_token WHERE token = :token";

    private static final String UPDATE_DONE = "UPDATE provider_logout_token SET is_done = true WHERE token = :token";

    private static final String DELETE_OLD_TOKENS = "DELETE FROM provider_logout_token WHERE keep_until <= :now";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final HmacKey names;
    private final EndedSessionProblems problems;
    private final Clock clock;

    private record Row(String login, Instant endedAt) {}

    EndedLogins(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            ClusterSecrets secrets,
            EndedSessionProblems problems,
            Clock clock) {
        this.problems = problems;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.names = new HmacKey(secrets.getOrCreate(KEY, HmacKey::random));
        this.clock = clock;
    }

    /**
     * Remembers that a login has ended. From now on, no token that was issued before can start a session.
     *
     * @return whether the sessions are still to be ended: false if this logout token has been {@link #finish finished}
     */
    public boolean begin(LogoutToken token) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            deleteOld();
            Timestamp keepUntil =
                    Timestamp.from(clock.instant().plus(token.tokenLifetime()).plus(TokensProperties.CLOCK_SKEW));
            jdbc.sql(INSERT_TOKEN)
                    .param("token", name(token))
                    .param("keepUntil", keepUntil)
                    .update();
            if (isDone(token)) {
                return false;
            }
            jdbc.sql(LOCK).param("user", token.userId().value()).query(row -> {});
            jdbc.sql(INSERT)
                    .param("login", name(token.issuer(), token.userId(), token.loginId()))
                    .param("endedAt", Timestamp.from(token.issuedAt()))
                    .param("keepUntil", keepUntil)
                    .update();
            return true;
        }));
    }

    private void deleteOld() {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql(DELETE_OLD).param("now", now).update();
        jdbc.sql(DELETE_OLD_TOKENS).param("now", now).update();
    }

    private boolean isDone(LogoutToken token) {
        return jdbc.sql(SELECT_DONE)
                .param("token", name(token))
                .query(Boolean.class)
                .single();
    }

    /** Records that the sessions of a logout token have ended. */
    public void finish(LogoutToken token) {
        jdbc.sql(UPDATE_DONE).param("token", name(token)).update();
    }

    /**
     * Verifies that the login of a token has not ended since the token was issued. In a transaction, no log-out of the
     * user is recorded until its end.
     *
     * @throws Problem {@code SESSION_ENDED}
     */
    public void requireNotEnded(ExternalToken token) {
        endedAt(token).ifPresent(endedAt -> {
            throw problems.endedByProvider(endedAt);
        });
    }

    private Optional<Instant> endedAt(ExternalToken token) {
        jdbc.sql(LOCK_SHARED).param("user", token.userId().value()).query(row -> {});
        String all = name(token.issuer(), token.userId(), null);
        String one = name(token.issuer(), token.userId(), token.loginId());
        List<Row> ended = jdbc.sql(SELECT)
                .param("logins", List.of(all, one).toArray(String[]::new))
                .param("now", Timestamp.from(clock.instant()))
                .query((row, index) -> new Row(
                        row.getString("login"), row.getTimestamp("ended_at").toInstant()))
                .list();
        return ended.stream()
                .filter(row -> !row.login().equals(all) || !token.issuedAt().isAfter(row.endedAt()))
                .map(Row::endedAt)
                .findFirst();
    }

    /** A login that has ended gets no new tokens; a user who has logged out everywhere may log in again. */
    private String name(String issuer, UserId user, @Nullable String loginId) {
        return names.mac("login\0" + issuer + "\0" + user.value() + "\0" + (loginId == null ? ALL : loginId));
    }

    private String name(LogoutToken token) {
        return names.mac("token\0" + token.issuer() + "\0" + token.id());
    }
}
