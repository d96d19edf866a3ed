package dev.rollcall.api.users;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.streams.EventStreams;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds users who have an account or a history, by a part of their id. Users of identity providers have a history as
 * soon as they have a session.
 */
@Component
public class UserSearch {

    /** No more users than this can be found by a part that is not the beginning of their ids. */
    static final int MOST = 1_000;

    /** From this many characters on, the part may be anywhere in the id. Shorter ones would be in too many ids. */
    private static final int ANYWHERE = 3;

    /** Sorts and compares as bytes, so that the indexes find the few rows that are asked for. */
    private static final String SELECT_BY_BEGINNING = """
            WITH known AS (
              (SELECT user_id COLLATE "C" AS id FROM account
               WHERE user_id COLLATE "C" > :after AND user_id COLLATE "C" >= :prefix AND user_id COLLATE "C" < :end
               ORDER BY user_id COLLATE "C" LIMIT :limit)
              UNION
              (SELECT aggregate_identifier COLLATE "C" FROM domain_event_entry
               WHERE sequence_number = 0 AND %s AND aggregate_identifier COLLATE "C" > :after
                 AND aggregate_identifier COLLATE "C" >= :prefix AND aggregate_identifier COLLATE "C" < :end
               ORDER BY aggregate_identifier COLLATE "C" LIMIT :limit)
              UNION
              (SELECT user_id FROM archived_user
               WHERE user_id > :after AND user_id >= :prefix AND user_id < :end ORDER BY user_id LIMIT :limit)
            )
            SELECT id, role, status FROM known LEFT JOIN account ON account.user_id = id ORDER BY id LIMIT :limit
            """.formatted(EventStreams.ABOUT_SESSIONS);

    /**
     * Has the indexes of letters used, whatever the planner estimates: it might prefer to read all events until it has
     * found enough users.
     */
    private static final String ONLY_BY_LETTERS = """
            SELECT set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true),
                   set_config('enable_indexonlyscan', 'off', true)
            """;

    /** {@code strpos} leaves those that have the letters in this order. */
    private static final String SELECT_IDS_BY_PART = """
            (SELECT user_id FROM account
             WHERE three_letters(user_id) @> three_letters(:part) AND strpos(lower(user_id), lower(:part)) > 0
             LIMIT :limit)
            UNION
            (SELECT aggregate_identifier FROM domain_event_entry
             WHERE sequence_number = 0 AND %s AND three_letters(aggregate_identifier) @> three_letters(:part)
               AND strpos(lower(aggregate_identifier), lower(:part)) > 0
             LIMIT :limit)
            UNION
            (SELECT user_id FROM archived_user
             WHERE three_letters(user_id) @> three_letters(:part) AND strpos(lower(user_id), lower(:part)) > 0
             LIMIT :limit)
            """.formatted(EventStreams.ABOUT_SESSIONS);

    private static final String SELECT_BY_IDS = """
            SELECT id, role, status FROM unnest(:ids) AS id LEFT JOIN account ON account.user_id = id
            WHERE id COLLATE "C" > :after ORDER BY id COLLATE "C" LIMIT :limit
            """;

    /** The highest code point. A prefix followed by it sorts after every id with that prefix. */
    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    UserSearch(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(true);
    }

    /** A user. Role and status are null for a user without an account. */
    public record FoundUser(UserId userId, @Nullable Role role, Account.@Nullable Status status) {}

    /**
     * Users in the order of their ids.
     *
     * @param tooMany whether more than {@value #MOST} users have the part in their id; then these are those that begin
     *     with it
     */
    public record FoundUsers(List<FoundUser> users, boolean tooMany) {}

    /**
     * Finds users in the order of their ids.
     *
     * @param part from three characters on, anywhere in the id, in capital or small letters; shorter ones are the
     *     beginning of the id as it is written; empty for all users
     * @param after the last user of the previous page; empty for the first page
     */
    public FoundUsers find(String part, String after, int limit) {
        if (part.codePointCount(0, part.length()) < ANYWHERE) {
            return new FoundUsers(findByBeginning(part, after, limit), false);
        }
        List<String> ids = idsWith(part);
        return ids.size() > MOST
                ? new FoundUsers(findByBeginning(part, after, limit), true)
                : new FoundUsers(read(ids, after, limit), false);
    }

    private List<String> idsWith(String part) {
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.sql(ONLY_BY_LETTERS).query().singleRow();
            return jdbc.sql(SELECT_IDS_BY_PART)
                    .param("part", part)
                    .param("limit", MOST + 1)
                    .query(String.class)
                    .list();
        }));
    }

    private List<FoundUser> read(List<String> ids, String after, int limit) {
        return jdbc.sql(SELECT_BY_IDS)
                .param("ids", ids.toArray(String[]::new))
                .param("after", after)
                .param("limit", limit)
                .query(UserSearch::found)
                .list();
    }

    private List<FoundUser> findByBeginning(String prefix, String after, int limit) {
        return jdbc.sql(SELECT_BY_BEGINNING)
                .param("after", after)
                .param("prefix", prefix)
                .param("end", prefix + LAST_CHARACTER)
                .param("limit", limit)
                .query(UserSearch::found)
                .list();
    }

    private static FoundUser found(ResultSet row, int index) throws SQLException {
        String role = row.getString("role");
        String status = row.getString("status");
        return new FoundUser(
                new UserId(row.getString("id")),
                role == null ? null : Role.valueOf(role),
                status == null ? null : Account.Status.valueOf(status));
    }
}
