package dev.rollcall.api.web.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** S1-10: a node that is asked to stop says so to gateways before it refuses connections. */
class DrainIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void aNodeThatStopsIsNotReadyButAnswers() throws InterruptedException {
        Node node = Node.start(TestDatabase.create(), "rollcall.shutdown.drain=PT5M");
        Client client = node.client();
        SignedIn device = client.start("drained");
        assertThat(readiness(client)).isEqualTo(200);
        assertThat(device.profile().header("Connection")).isEmpty();

        Thread stopping = new Thread(node::close, "stopping");
        stopping.start();
        try {
            await().atMost(PATIENCE).until(() -> readiness(client) == 503);
            await().atMost(PATIENCE)
                    .until(() -> device.profile().header("Connection").equals("close"));
            Reply answered = device.profile();
            assertThat(answered.status()).isEqualTo(200);
            assertThat(answered.text("userId")).isEqualTo("drained");
            assertThat(client.start("late").reply().status()).isEqualTo(201);
        } finally {
            stopping.interrupt(); // so that the rest of the time need not pass
            stopping.join(PATIENCE.toMillis());
        }
        assertThat(stopping.isAlive()).isFalse();
    }

    private static int readiness(Client client) {
        return client.get("/actuator/health/readiness").status();
    }
}
