package dev.rollcall.api.sessions.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.EventStream;
import dev.rollcall.testing.Meters;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.Visitor;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S2-9: without PostgreSQL nothing is allowed, and nodes recover without a restart. */
class OutageIT {

    @TempDir
    static Path directory;

    @Test
    void refusesWithoutTheDatabaseAndRecoversByItself() throws IOException {
        EmbeddedPostgres postgres = start(0);
        try (Node node = Node.start(
                TestDatabase.at(postgres.getJdbcUrl("postgres", "postgres")),
                "spring.datasource.hikari.connection-timeout=500")) {
            SignedIn device = node.client().start("outage");
            assertThat(device.profile().status()).isEqualTo(200);
            Visitor visitor = new Visitor(node.client()).signIn("john_roe", "test123");
            EventStream stream = device.client().stream(device.sessions() + "/events");

            postgres.close();
            assertThat(stream.ends(Duration.ofSeconds(10))).isTrue();
            Reply refused =
                    await().atMost(Duration.ofSeconds(10)).until(device::profile, reply -> reply.status() != 200);
            Reply login = node.client().login("june_doe", "test123");
            Reply refresh = device.refresh();
            Reply introspection =
                    node.client().asGateway().form("/oauth2/introspect", Map.of("token", device.accessToken()));
            Reply ofRefreshToken =
                    node.client().asGateway().form("/oauth2/introspect", Map.of("token", device.refreshToken()));
            Reply keys = node.client().get("/.well-known/jwks.json");
            Reply newStream = device.client().get(device.sessions() + "/events");
            Reply authorization = device.client().get("/authorize");
            Visitor.Page devices = visitor.get("/sessions");
            Visitor.Page form = visitor.get("/login");
            Meters meters = Meters.of(node.client());
            postgres = start(postgres.getPort());

            assertThat(authorization.code()).isEqualTo("SESSION_STATE_UNAVAILABLE");
            assertThat(meters.value("rollcall_authorize_seconds_count{outcome=\"unavailable\"}"))
                    .isEqualTo(1);
            assertThat(meters.value("rollcall_logins_total{outcome=\"SESSION_STATE_UNAVAILABLE\"}"))
                    .isEqualTo(1);
            assertThat(meters.value("rollcall_refusals_total{endpoint=\"/authorize\",method=\"GET\","
                            + "reason=\"SESSION_STATE_UNAVAILABLE\"}"))
                    .isEqualTo(1);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("SESSION_STATE_UNAVAILABLE");
            assertThat(login.code()).isEqualTo("SESSION_STATE_UNAVAILABLE");
            assertThat(refresh.code()).isEqualTo("SESSION_STATE_UNAVAILABLE");
            assertThat(introspection.code()).isEqualTo("SESSION_STATE_UNAVAILABLE");
            assertThat(ofRefreshToken.code()).isEqualTo("SESSION_STATE_UNAVAILABLE");
            assertThat(newStream.code()).isEqualTo("SESSION_STATE_UNAVAILABLE");
            assertThat(devices.status()).isEqualTo(503);
            assertThat(devices.text("h1")).isEqualTo("This does not work right now");
            assertThat(form.status()).isEqualTo(503);
            assertThat(keys.texts("keys", "kid")).containsExactly(device.keyId());
            await().atMost(Duration.ofSeconds(20)).until(() -> device.profile().status() == 200);
            assertThat(visitor.get("/sessions").text("h1")).isEqualTo("My devices");
            device.client().post("/auth/logout", Map.of());
            assertThat(device.profile().text("reason")).isEqualTo("LOGGED_OUT");
        } finally {
            postgres.close();
        }
    }

    private static EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }
}
