package dev.rollcall.api.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.AtOnce;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.TestDatabase;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Checking a password is slow, so only a limited number of logins wait for it; further ones are told to retry later.
 */
class LoginFloodIT {

    private static final int FLOOD = 60;

    private static final int GUESSES = 3;

    @Test
    void answersEveryLoginAndCountsOnlyCheckedPasswordsAsGuesses() {
        try (Node node = Node.start(
                TestDatabase.create(),
                "rollcall.login.max-waiting=2",
                "rollcall.login.max-failures-per-user=" + GUESSES)) {
            List<Reply> replies = AtOnce.call(FLOOD, number -> guess(node, "flooded-" + number));

            assertThat(replies).extracting(Reply::status).containsOnly(401, 503);
            List<Reply> busy =
                    replies.stream().filter(reply -> reply.status() == 503).toList();
            assertThat(busy).allSatisfy(reply -> {
                assertThat(reply.code()).isEqualTo("SERVER_BUSY");
                assertThat(reply.header("Retry-After")).isEqualTo("1");
            });
            String unchecked = "flooded-" + replies.indexOf(busy.get(0));
            assertThat(IntStream.rangeClosed(0, GUESSES)
                            .mapToObj(i -> guess(node, unchecked).status()))
                    .containsExactly(401, 401, 401, 429);
        }
    }

    /** Sends so many correct logins of one user at once that some are told to retry later. */
    @Test
    void loginsOfOneUserDoNotTakeAllPlaces() {
        try (Node node = Node.start(TestDatabase.create(), "rollcall.login.max-waiting=8")) {
            List<Reply> replies = AtOnce.call(FLOOD, number -> node.client().login("june_doe", "test123"));

            assertThat(replies).extracting(Reply::status).containsOnly(200, 503);
            assertThat(replies)
                    .filteredOn(reply -> reply.status() == 503)
                    .isNotEmpty()
                    .extracting(Reply::code)
                    .containsOnly("USER_BUSY");
            assertThat(node.client().login("john_roe", "test123").status()).isEqualTo(200);
        }
    }

    private static Reply guess(Node node, String user) {
        return node.client().login(user, "wrong");
    }
}
