package dev.rollcall.api.sessions.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.web.context.support.ServletRequestHandledEvent;
import tools.jackson.databind.JsonNode;

/** S1-8, S1-10: calls in their usual form are answered before Spring MVC, with the answers that it would give. */
class DirectCallsIT {

    private static final Map<String, String> DEVICE =
            Map.of("userAgent", Client.PHONE, "ipAddress", "192.0.2.7", "deviceLabel", "my phone");

    private static final String MARKER = "/.well-known/jwks.json";

    private final Client direct = SharedNode.client();

    /** Sends the same requests in an unusual form, which is left to Spring MVC. */
    private final Client byMvc = direct.with("Accept", "application/json;q=0.9");

    private final ApplicationEventMulticaster events = SharedNode.node().bean(ApplicationEventMulticaster.class);
    private final List<String> handledByMvc = new CopyOnWriteArrayList<>();
    private final Handled listener = new Handled();

    /** A class, because Spring needs to know the type of its events. */
    private final class Handled implements ApplicationListener<ServletRequestHandledEvent> {
        @Override
        public void onApplicationEvent(ServletRequestHandledEvent event) {
            handledByMvc.add(event.getRequestUrl());
        }
    }

    @BeforeEach
    void listen() {
        events.addApplicationListener(listener);
    }

    @AfterEach
    void noLongerListen() {
        events.removeApplicationListener(listener);
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct-start", "Direct.Start_2~@example.org"})
    void aStart(String userId) {
        String path = "/users/" + userId + "/sessions";
        Reply reply = same(path, client -> client.asGateway().post(path, DEVICE));

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.header("Location"))
                .isEqualTo(path.replace("@", "%40") + "/" + reply.text("session.sessionId"));
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("Cache-Control")).contains("no-store");
        assertThat(reply.text("session.device.label")).isEqualTo("my phone");
        assertThat(reply.text("session.device.ipAddress")).isEqualTo("192.0.2.7");
        assertThat(new SignedIn(direct, reply).profile().text("userId")).isEqualTo(userId);
    }

    @Test
    void aStartThatTheLimitRefuses() {
        direct.start("direct-full").settingsByAdministrator(Map.of("maxSessions", 1, "whenFull", "REJECT"));

        Reply reply = same(
                "/users/direct-full/sessions",
                client -> client.asGateway().with("Accept-Language", "de").post("/users/direct-full/sessions", DEVICE));

        assertThat(reply.code()).isEqualTo("SESSION_LIMIT_REACHED");
        assertThat(reply.at("maxSessions").asInt()).isEqualTo(1);
    }

    @Test
    void aStartByAnUnknownClient() {
        Reply reply = same(
                "/users/direct-nobody/sessions",
                client -> client.with("Authorization", "Basic bm9ib2R5OnNlY3JldA==")
                        .post("/users/direct-nobody/sessions", DEVICE));

        assertThat(reply.code()).isEqualTo("INVALID_CLIENT");
    }

    @Test
    void aLogOut() {
        SignedIn[] devices = {direct.start("direct-out"), direct.start("direct-out")};
        Reply reply = same(
                "/auth/logout",
                client -> (client == direct ? devices[0] : devices[1])
                        .at(client)
                        .client()
                        .post("/auth/logout"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("sessionId")).isEqualTo(devices[0].sessionId());
        assertThat(same(
                                "/auth/logout",
                                client -> devices[0]
                                        .at(client)
                                        .client()
                                        .with("Accept-Language", "de")
                                        .post("/auth/logout"))
                        .code())
                .isEqualTo("SESSION_ENDED");
    }

    @Test
    void aLogOutEverywhere() {
        SignedIn[] devices = {direct.start("direct-all"), direct.start("direct-all-too")};
        Reply reply = same(
                "/auth/logout-all",
                client -> (client == direct ? devices[0] : devices[1])
                        .at(client)
                        .client()
                        .post("/auth/logout-all"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.texts("sessionIds")).containsExactly(devices[0].sessionId());
        assertThat(devices[0].profile().code()).isEqualTo("SESSION_ENDED");
    }

    /** Forms have parameters, too. */
    @Test
    void aLogOutEverywhereElseWithAForm() {
        SignedIn kept = direct.start("direct-others");
        SignedIn other = direct.start("direct-others");

        Reply reply = kept.client().form("/auth/logout-all", Map.of("except", "current"));

        assertThat(reply.texts("sessionIds")).containsExactly(other.sessionId());
        assertThat(kept.profile().status()).isEqualTo(200);
    }

    @Test
    void anIntrospection() {
        SignedIn device = direct.start("direct-introspection");
        Reply reply = same(
                "/oauth2/introspect",
                client -> client.asGateway().form("/oauth2/introspect", Map.of("token", device.accessToken())));

        assertThat(reply.text("sid")).isEqualTo(device.sessionId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%64irect-encoded", "direct%2Fslash", "direct;x=y", "..%2Fdirect", "direct%00", "dir%C3%A9ct"})
    void anUnusualUserIdIsLeftToSpring(String userId) {
        String path = "/users/" + userId + "/sessions";
        Reply reply = direct.asGateway().post(path, DEVICE);
        Reply other = byMvc.asGateway().post(path, DEVICE);

        assertThat(shape(reply)).isEqualTo(shape(other));
        assertThat(reply.text("session.userId")).isEqualTo(other.text("session.userId"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"deviceLabel\":1}",
                "{\"deviceLabel\":\"a\\nb\"}",
                "{\"ipAddress\":\"nowhere\"}",
                "{\"refreshTokenCookie\":true}",
                "{\"unknown\":1}",
                "{\"deviceLabel\":\"a\",\"device_label\":\"b\"}",
                "{} {}",
                "null",
                "[]",
                "{"
            })
    void aMistakeInTheBodyIsNamedAsByMvc(String body) {
        Reply reply = direct.asGateway().send("POST", "/users/direct-wrong/sessions", body);

        assertThat(reply.body())
                .isEqualTo(byMvc.asGateway()
                        .send("POST", "/users/direct-wrong/sessions", body)
                        .body());
    }

    /** Sends a request to a path both ways, and returns the direct answer. */
    private Reply same(String path, Function<Client, Reply> call) {
        Reply other = call.apply(byMvc);
        if (other.status() != 401) { // credentials are refused before Spring MVC
            await().until(() -> handledByMvc.remove(path));
        }

        Reply reply = call.apply(direct);

        direct.get(MARKER);
        await().until(() -> handledByMvc.contains(MARKER));
        assertThat(handledByMvc).doesNotContain(path);
        assertThat(shape(reply)).isEqualTo(shape(other));
        if (reply.status() >= 400) {
            assertThat(reply.body()).isEqualTo(other.body());
        }
        return reply;
    }

    /** Returns what does not differ between two sessions: the status, and the names of headers and fields. */
    private static Map<String, Object> shape(Reply reply) {
        Map<String, Object> shape = new TreeMap<>();
        shape.put("status", reply.status());
        shape.put("headers", List.copyOf(new TreeSet<>(reply.headers().map().keySet())));
        shape.put("type", reply.header("Content-Type"));
        shape.put("body", names(reply.body()));
        return shape;
    }

    private static String names(JsonNode node) {
        Map<String, Object> names = new TreeMap<>();
        node.properties().forEach(field -> names.put(field.getKey(), names(field.getValue())));
        return node.getNodeType() + (names.isEmpty() ? "" : names.toString());
    }
}
