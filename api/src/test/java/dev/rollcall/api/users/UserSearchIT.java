package dev.rollcall.api.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.api.users.UserSearch.FoundUser;
import dev.rollcall.api.users.UserSearch.FoundUsers;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Users by a part of their id, when many have it. */
class UserSearchIT {

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final Node NODE = Node.start(DATABASE);

    private final UserSearch search = NODE.bean(UserSearch.class);

    @BeforeAll
    static void writeUsers() {
        DATABASE.jdbc().update("""
                INSERT INTO account (user_id, password_hash, role, status, created_at)
                SELECT 'a-common-' || n, '{bcrypt}none', 'USER', 'ACTIVE', now() FROM generate_series(1000, 1999) n
                """);
        DATABASE.jdbc().update("INSERT INTO archived_user VALUES ('old common-1'), ('COMMONER'), ('commoners')");
        DATABASE.jdbc().update("DELETE FROM account WHERE user_id = 'a-common-1999'");
    }

    @AfterAll
    static void stop() {
        NODE.close();
    }

    @Test
    void listsThousandInOrderButNotMore() {
        assertThat(search.find("mon-", "", 3).tooMany()).isFalse();
        assertThat(ids(search.find("mon-", "", 2))).containsExactly("a-common-1000", "a-common-1001");
        assertThat(ids(search.find("MON-", "a-common-1997", 9))).containsExactly("a-common-1998", "old common-1");
        assertThat(search.find("mon-", "", 9).users().get(0).role()).isNotNull();
        assertThat(search.find("old com", "", 9).users().get(0).role()).isNull();
    }

    @Test
    void ofTooManyListsThoseThatBeginWithIt() {
        FoundUsers found = search.find("common", "", 9);

        assertThat(found.tooMany()).isTrue();
        assertThat(ids(found)).containsExactly("commoners");
        assertThat(ids(search.find("common", "commoners", 9))).isEmpty();
    }

    private static List<String> ids(FoundUsers found) {
        return found.users().stream()
                .map(FoundUser::userId)
                .map(Object::toString)
                .toList();
    }
}
