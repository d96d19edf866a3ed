package dev.rollcall.eventstore.commits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Jar;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** C-1 and C-3: what was answered is there after a kill in the middle of many commits, and nothing is half there. */
class KilledCommitsIT {

    private static final int USERS = 16;

    private static final int LIMIT = 3;

    private static final int ANSWERS_BEFORE_THE_KILL = 600;

    private static final String SELECT_BROKEN_SEQUENCES = """
            SELECT aggregate_identifier FROM domain_event_entry
            GROUP BY aggregate_identifier HAVING count(*) <> max(sequence_number) + 1 OR min(sequence_number) <> 0
            """;

    private static final String SELECT_STARTS_WITHOUT_A_ROW = """
            SELECT started.id FROM (
              SELECT (convert_from(payload, 'UTF8')::json ->> 'sessionId')::uuid AS id FROM domain_event_entry
              WHERE payload_type = 'dev.rollcall.event.SessionStarted') started
            WHERE NOT EXISTS (SELECT 1 FROM live_session WHERE session_id = started.id)
              AND NOT EXISTS (SELECT 1 FROM ended_session WHERE session_id = started.id)
            """;

    @TempDir
    static Path directory;

    /** What was answered to one user before the kill. */
    private record Answered(List<SignedIn> started, List<SignedIn> loggedOut) {}

    @Test
    void everythingThatWasAnsweredIsThereAfterKillDashNine() {
        List<Answered> answered;
        try (Jar killed = Jar.start(directory, "rollcall.sessions.max-sessions=" + LIMIT)) {
            answered = useUntilKilled(killed);
        }

        try (Jar after = Jar.start(directory, "rollcall.sessions.max-sessions=" + LIMIT)) {
            assertThat(answered.stream()
                            .mapToInt(user -> user.loggedOut().size())
                            .sum())
                    .isPositive();
            for (Answered user : answered) {
                List<Reply> profiles = user.started().stream()
                        .map(device -> device.at(after.client()).profile())
                        .toList();
                assertThat(profiles).allSatisfy(KilledCommitsIT::isLiveOrEnded);
                assertThat(profiles.stream().filter(profile -> profile.status() == 200))
                        .hasSizeLessThanOrEqualTo(LIMIT);
                assertThat(user.loggedOut())
                        .allSatisfy(device -> assertThat(
                                        device.at(after.client()).profile().text("reason"))
                                .isEqualTo("LOGGED_OUT"));
            }
            JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(Jar.databaseUrl(directory)));
            assertThat(jdbc.queryForList(SELECT_BROKEN_SEQUENCES)).isEmpty();
            assertThat(jdbc.queryForList(SELECT_STARTS_WITHOUT_A_ROW)).isEmpty();
        }
    }

    private static void isLiveOrEnded(Reply profile) {
        if (profile.status() != 200) {
            assertThat(profile.code()).as(profile.toString()).isEqualTo("SESSION_ENDED");
            assertThat(profile.text("reason")).isIn("EVICTED_BY_LIMIT", "LOGGED_OUT");
        }
    }

    private static List<Answered> useUntilKilled(Jar jar) {
        ExecutorService users = Executors.newFixedThreadPool(USERS);
        CountDownLatch answers = new CountDownLatch(ANSWERS_BEFORE_THE_KILL);
        List<CompletableFuture<Answered>> using = IntStream.range(0, USERS)
                .mapToObj(user -> CompletableFuture.supplyAsync(() -> use(jar.client(), user, answers), users))
                .toList();
        try {
            answers.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        jar.kill();
        List<Answered> answered = using.stream().map(CompletableFuture::join).toList();
        users.shutdown();
        return answered;
    }

    /** Starts sessions and logs out of every third, until nobody answers. Half of the users are refused when full. */
    private static Answered use(Client client, int user, CountDownLatch answers) {
        Answered answered = new Answered(new ArrayList<>(), new ArrayList<>());
        Deque<SignedIn> open = new ArrayDeque<>();
        try {
            for (int i = 0; ; i++) {
                Reply reply = client.asGateway().post("/users/killed-" + user + "/sessions");
                answers.countDown();
                if (reply.status() == 201) {
                    SignedIn device = new SignedIn(client, reply);
                    answered.started().add(device);
                    open.add(device);
                    if (i == 0 && user % 2 == 0) {
                        device.settings(Map.of("whenFull", "REJECT"));
                    }
                } else {
                    assertThat(reply.code()).as(reply.toString()).isEqualTo("SESSION_LIMIT_REACHED");
                }
                if (i % 3 == 2) {
                    SignedIn newest = open.removeLast();
                    Reply loggedOut = newest.client().post("/auth/logout");
                    assertThat(loggedOut.status()).as(loggedOut.toString()).isEqualTo(200);
                    answered.loggedOut().add(newest);
                }
            }
        } catch (UncheckedIOException killed) {
            return answered;
        }
    }
}
