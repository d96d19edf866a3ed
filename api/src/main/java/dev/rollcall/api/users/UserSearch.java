package dev.rollcall.api.users;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.event.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Finds users who have an account or a history, by the prefix of their id. */
@Component
public class UserSearch {

    /** Sorts and compares as bytes, so that the indexes find the few rows that are asked for. */
    private static final String SELECT = """
            WITH known AS (
              (SELECT user_id COLLATE "C" AS id FROM account
               WHERE user_id COLLATE "C" > ? AND user_id COLLATE "C" >= ? AND user_id COLLATE "C" < ?
               ORDER BY user_id COLLATE "C" LIMIT ?)
              UNION
              (SELECT aggregate_identifier COLLATE "C" FROM domain_event_entry
               WHERE sequence_number = 0 AND aggregate_identifier COLLATE "C" > ?
                 AND aggregate_identifier COLLATE "C" >= ? AND aggregate_identifier COLLATE "C" < ?
               ORDER BY aggregate_identifier COLLATE "C" LIMIT ?)
            )
            SELECT id, role, status FROM known LEFT JOIN account ON account.user_id = id ORDER BY id LIMIT ?
            """;

    /** The highest code point. A prefix followed by it sorts after every id with that prefix. */
    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    private final JdbcTemplate jdbc;

    UserSearch(JdbcTemplate jdbc) {
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
        String end = prefix + LAST_CHARACTER;
        return jdbc.query(SELECT, UserSearch::found, after, prefix, end, limit, after, prefix, end, limit, limit);
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
