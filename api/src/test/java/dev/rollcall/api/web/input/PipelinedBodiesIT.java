package dev.rollcall.api.web.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.OpenRequest;
import dev.rollcall.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pipelined requests (RFC 9112 section 9.3.2) each get their own answer, whatever other clients send. */
class PipelinedBodiesIT {

    private static final int CONNECTIONS_AT_ONCE = 4;

    private static final int CONNECTIONS = 25;

    private static final int REQUESTS = 24;

    private static Node node;

    private static Client client;

    @BeforeAll
    static void start() {
        node = Node.start(TestDatabase.create());
        client = node.client();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void answersEveryRequestInOrder() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS_AT_ONCE);
        List<Future<?>> done = IntStream.range(0, CONNECTIONS_AT_ONCE)
                .<Future<?>>mapToObj(seed -> clients.submit(() -> ask(new Random(seed), "of-" + seed)))
                .toList();
        for (Future<?> one : done) {
            one.get();
        }
        clients.shutdown();
    }

    private static void ask(Random random, String who) {
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            String prefix = "/nothing/" + who + "/" + connection + "/";
            List<String> targets =
                    IntStream.range(0, REQUESTS).mapToObj(n -> prefix + n).toList();
            String all =
                    targets.stream().map(target -> head(target) + body(random)).collect(Collectors.joining());
            int piece = 1 + random.nextInt(all.length());
            try (OpenRequest open = client.raw().begin(all.substring(0, piece))) {
                open.send(all.substring(piece));
                assertThat(answers(open)).isEqualTo(targets);
            }
        }
    }

    private static List<String> answers(OpenRequest open) {
        List<String> answered = new ArrayList<>();
        for (int n = 0; n < REQUESTS; n++) {
            answered.add(open.reply().at("instance").asString());
        }
        return answered;
    }

    private static String head(String target) {
        return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    }

    private static String body(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "\r\n";
            case 1 -> "Content-Length: 2\r\n\r\n{}";
            case 2 -> "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
            case 3 -> "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n";
            case 4 -> "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\nA-Trailer: of it\r\n\r\n";
            default -> "Transfer-Encoding: chunked\r\n\r\n1388;ext=1\r\n" + " ".repeat(5_000) + "\r\n0\r\n\r\n";
        };
    }
}
