package dev.rollcall.api.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.AtOnce;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.StoredEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S1-3: with any number of concurrent logins on any node, the limit holds and no login fails. */
class ConcurrentLoginsIT {

    private static final int LOGINS = 64;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void neverLeaveMoreThanTheLimitLiveThroughOneNode(int limit) {
        assertEveryLoginWorksAndTheRestIsEvictedOnce("one-" + limit, limit, List.of(SharedNode.client()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void neverLeaveMoreThanTheLimitLiveThroughTwoNodes(int limit) {
        assertEveryLoginWorksAndTheRestIsEvictedOnce(
                "two-" + limit,
                limit,
                List.of(SharedNode.client(), SharedNode.other().client()));
    }

    @Test
    void neverFailForTheVeryFirstLoginsOfAUser() {
        for (int i = 0; i < 20; i++) {
            String path = "/users/first-login-" + i + "/sessions";

            List<Reply> replies = atOnce(
                    8,
                    List.of(SharedNode.client(), SharedNode.other().client()),
                    client -> client.asGateway().post(path));

            assertThat(replies).extracting(Reply::status).containsOnly(201);
            assertThat(replies)
                    .filteredOn(reply -> reply.at("session.bootstrap").asBoolean())
                    .hasSize(1);
        }
    }

    @Test
    void startExactlyAsManySessionsAsAnHourAllows() {
        SignedIn first = SharedNode.client().start("hasty-logins");
        first.settingsByAdministrator(Map.of("maxStartsPerHour", 7));

        List<Reply> replies = atOnce(
                LOGINS,
                List.of(SharedNode.client(), SharedNode.other().client()),
                client -> client.asGateway().post(first.sessions(), Map.of()));

        assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(6);
        assertThat(replies)
                .filteredOn(reply -> reply.status() != 201)
                .hasSize(LOGINS - 6)
                .allSatisfy(reply -> {
                    assertThat(reply.code()).isEqualTo("TOO_MANY_SESSION_STARTS");
                    assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(3_000, 3_600);
                });
    }

    @Test
    void startExactlyTheLimitUnderReject() {
        SignedIn first = SharedNode.client().start("rejecting");
        first.settings(Map.of("maxSessions", 3, "whenFull", "REJECT"));

        List<Reply> replies = atOnce(
                LOGINS,
                List.of(SharedNode.client(), SharedNode.other().client()),
                client -> client.asGateway().post("/users/rejecting/sessions", Map.of()));

        assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(2);
        assertThat(replies)
                .filteredOn(reply -> reply.status() != 201)
                .hasSize(LOGINS - 2)
                .allSatisfy(reply -> assertThat(reply.code()).isEqualTo("SESSION_LIMIT_REACHED"));
        assertThat(live(first)).hasSize(3);
    }

    @Test
    void workWithPasswordsToo() {
        Map<String, String> user = Map.of("userName", "logs-in-at-once", "password", "correct horse");
        SharedNode.client().signIn("admin", "admin123").client().post("/users", user);
        SharedNode.client().signIn("logs-in-at-once", "correct horse").settings(Map.of("maxSessions", 1));

        List<Reply> replies = atOnce(
                24,
                List.of(SharedNode.client(), SharedNode.other().client()),
                client -> client.login("logs-in-at-once", "correct horse"));

        assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isEqualTo(200));
        assertThat(replies)
                .filteredOn(reply -> new SignedIn(SharedNode.other().client(), reply)
                                .profile()
                                .status()
                        == 200)
                .hasSize(1);
    }

    private static void assertEveryLoginWorksAndTheRestIsEvictedOnce(String user, int limit, List<Client> nodes) {
        SignedIn first = nodes.get(0).start(user);
        first.settings(Map.of("maxSessions", limit));

        List<Reply> replies =
                atOnce(LOGINS, nodes, client -> client.asGateway().post("/users/" + user + "/sessions", Map.of()));

        assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isEqualTo(201));
        List<SignedIn> devices = new ArrayList<>(replies.stream()
                .map(reply -> new SignedIn(SharedNode.other().client(), reply))
                .toList());
        devices.add(first);
        Map<Integer, List<Reply>> byStatus =
                devices.stream().map(SignedIn::profile).collect(Collectors.groupingBy(Reply::status));
        assertThat(byStatus.get(200)).hasSize(limit);
        assertThat(byStatus.get(401)).hasSize(devices.size() - limit).allSatisfy(refused -> {
            assertThat(refused.code()).isEqualTo("SESSION_ENDED");
            assertThat(refused.text("reason")).isEqualTo("EVICTED_BY_LIMIT");
            assertThat(refused.text("initiator")).isEqualTo("policy");
        });
        assertEveryLoserWasEvictedExactlyOnce(user, devices.size() - limit);
    }

    private static void assertEveryLoserWasEvictedExactlyOnce(String user, int losers) {
        List<String> evictions = StoredEvents.of(SharedNode.database(), user, "SessionEvicted").stream()
                .map(event -> event.path("sessionId").asString())
                .toList();
        assertThat(evictions).hasSize(losers).doesNotHaveDuplicates();
    }

    private static List<String> live(SignedIn device) {
        return device.client().get(device.sessions() + "?limit=200").texts("sessions", "sessionId");
    }

    private static List<Reply> atOnce(int count, List<Client> nodes, Function<Client, Reply> call) {
        return AtOnce.call(count, number -> call.apply(nodes.get(number % nodes.size())));
    }
}
