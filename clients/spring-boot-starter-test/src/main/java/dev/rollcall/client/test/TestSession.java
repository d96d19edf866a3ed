package dev.rollcall.client.test;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import tools.jackson.databind.json.JsonMapper;

/**
 * A session that exists in tests only. Its token goes the way of any other token, through the filters, the converter
 * and the error handling of the service, but Rollcall is not asked. Use it with MockMvc in {@code with(…)}, and with
 * WebTestClient, RestTestClient or any other client in {@code headers(…)}.
 *
 * @param userId the stable id of the user
 * @param userName the name for humans
 * @param role such as {@code USER} or {@code ADMIN}
 * @param sessionId the session
 * @param endReason why the session has ended, or null if it is live
 * @param unknown whether nobody knows at the moment if it is live
 */
public record TestSession(
        String userId,
        String userName,
        String role,
        String sessionId,
        @Nullable String endReason,
        boolean unknown) implements RequestPostProcessor, Consumer<HttpHeaders> {

    static final String TOKEN_PREFIX = "rollcall-test.";

    private static final JsonMapper JSON = new JsonMapper();

    static TestSession of(String userId) {
        return new TestSession(userId, userId, "USER", UUID.randomUUID().toString(), null, false);
    }

    /** Returns the session with another role. */
    public TestSession role(String role) {
        return new TestSession(userId, userName, role, sessionId, endReason, unknown);
    }

    /** Returns the session with another name of the user. */
    public TestSession userName(String userName) {
        return new TestSession(userId, userName, role, sessionId, endReason, unknown);
    }

    /** Returns the session with another id. */
    public TestSession sessionId(String sessionId) {
        return new TestSession(userId, userName, role, sessionId, endReason, unknown);
    }

    /** Returns the session after its end, such as {@code EVICTED_BY_LIMIT}: the service answers 401. */
    public TestSession endedBecause(String reason) {
        return new TestSession(userId, userName, role, sessionId, reason, false);
    }

    /** Returns the session while nobody knows whether it is live: the service answers 503. */
    public TestSession unavailable() {
        return new TestSession(userId, userName, role, sessionId, null, true);
    }

    /** Returns the access token, for the header {@code Authorization: Bearer}. */
    public String token() {
        String json = JSON.writeValueAsString(this);
        return TOKEN_PREFIX
                + Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    static TestSession ofToken(String token) {
        byte[] json = Base64.getUrlDecoder().decode(token.substring(TOKEN_PREFIX.length()));
        return JSON.readValue(json, TestSession.class);
    }

    @Override
    public MockHttpServletRequest postProcessRequest(MockHttpServletRequest request) {
        request.removeHeader(HttpHeaders.AUTHORIZATION);
        request.addHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token());
        return request;
    }

    @Override
    public void accept(HttpHeaders headers) {
        headers.setBearerAuth(token());
    }
}
