package dev.rollcall.api.operations.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rollcall.api.operations.tracing.Collector.Received;
import dev.rollcall.eventstore.Spans;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import io.micrometer.tracing.Tracer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;

/** A collector gets the spans of requests, commands and followed events, and nothing that names a user. */
class TracingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String OTHER_TRACE = "1af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";

    private static final Collector COLLECTOR = Collector.start();

    private static final Node NODE = Node.start(
            TestDatabase.create(),
            TracingSwitch.ENDPOINT + "=" + COLLECTOR.url(),
            "management.tracing.sampling.probability=1.0",
            "management.opentelemetry.tracing.export.schedule-delay=PT0.1S");

    private static final ListAppender<ILoggingEvent> STARTS = new ListAppender<>();

    private static final Logger LOG =
            (Logger) LoggerFactory.getLogger("dev.rollcall.api.operations.metrics.SessionEventMetrics");

    private final Client client = NODE.client();

    @BeforeAll
    static void listen() {
        LOG.setLevel(Level.INFO);
        STARTS.start();
        LOG.addAppender(STARTS);
    }

    @AfterAll
    static void stop() {
        LOG.detachAppender(STARTS);
        LOG.setLevel(null);
        NODE.close();
        COLLECTOR.close();
    }

    @Test
    void aLoginIsARequestWithACommandInItAndItsLogSaysSo() {
        SignedIn june =
                client.with("traceparent", "00-" + TRACE + "-" + CALLER + "-01").signIn("june_doe", "test123");

        Received command = awaitSpan("command StartSession", TRACE);
        Received request = awaitSpan("http post /auth/login", TRACE);

        assertThat(request.parent()).isEqualTo(CALLER);
        assertThat(request.attributes())
                .containsEntry("uri", "/auth/login")
                .containsEntry("method", "POST")
                .containsEntry("status", "200");
        assertThat(command.parent()).isEqualTo(request.id());
        assertThat(command.attributes()).isEmpty();
        assertThat(STARTS.list)
                .filteredOn(line -> line.getKeyValuePairs().toString().contains(june.sessionId()))
                .extracting(line -> line.getMDCPropertyMap().get("traceId"))
                .containsExactly(TRACE);
    }

    @Test
    void eachBatchOfFollowedEventsIsATraceOfItsOwn() {
        client.start("followed");

        for (String follower : List.of("follow session-history", "follow transparency-log")) {
            assertThat(awaitSpan(follower, "").parent()).as(follower).isEmpty();
        }
    }

    @Test
    void aRefusedCommandNamesTheFailureAndNotTheUser() {
        client.start("vera-secret").settings(Map.of("maxSessions", 1, "whenFull", "REJECT"));
        assertThat(client.asGateway()
                        .post("/users/vera-secret/sessions", Map.of())
                        .status())
                .isEqualTo(409);
        client.asGateway().get("/users/vera-secret/sessions?limit=x");

        await().atMost(PATIENCE)
                .until(() -> COLLECTOR.spans().stream()
                        .anyMatch(span ->
                                "SessionLimitReached".equals(span.attributes().get("error"))));

        assertThat(COLLECTOR.spans()).noneMatch(span -> span.raw().contains("vera-secret"));
    }

    @Test
    void checksAndScheduledTasksAreNotTraced() {
        SignedIn device = client.start("checked");
        device.client().get("/authorize");
        device.client()
                .with("traceparent", "00-" + OTHER_TRACE + "-" + CALLER + "-01")
                .get("/auth/sessions");
        awaitSpan("http get /auth/sessions", OTHER_TRACE);

        assertThat(COLLECTOR.spans())
                .extracting(Received::name)
                .noneMatch(name -> name.contains("authorize") || name.startsWith("task "));
    }

    @Test
    void withoutACollectorNothingIsTraced() {
        Node untraced = SharedNode.node();

        for (Class<?> type : List.of(Spans.class, Tracer.class, RequestSpans.class)) {
            assertThatThrownBy(() -> untraced.bean(type)).isInstanceOf(NoSuchBeanDefinitionException.class);
        }
    }

    /** @param trace empty for any */
    private static Received awaitSpan(String name, String trace) {
        return await(name)
                .atMost(PATIENCE)
                .until(
                        () -> COLLECTOR.spans().stream()
                                .filter(span -> span.name().equals(name))
                                .filter(span -> span.trace().contains(trace))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }
}
