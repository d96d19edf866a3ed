package dev.rollcall.api.users;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.streams.EventStreams;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds users who have an account or a history, by the prefix of their id. */
@Component
public class UserSearch {

    /** Sorts and compares as bytes, so that the indexes find the few rows that are asked for. */
    private static final String SELECT = """
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

    /** The highest code point. A prefix followed by it sorts after every id with that prefix. */
    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    private final JdbcClient jdbc;

    UserSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A user. Role and status are null for a user without an account. */
    public record FoundUser(UserId userId, @Nullable Role role, Account.@Nullable Status status) {}

    /**
     * Finds users in the order of their ids.
     *
     * @param prefix empty for all users
     * @param after the last user of the previous page; empty for the first page
     */
    public List<FoundUser> find(String prefix, String after, int limit) {
        return jdbc.sql(SELECT)
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
