package dev.rollcall.api.web.input;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** The calls that take a body, each with a valid one. */
enum BodyCall {
    LOGIN("POST", "/auth/login", () -> "", () -> """
            {"userName":"june_doe","password":"test123","deviceLabel":"Phone"}"""),

    PASSWORD_RESET("POST", "/auth/password-reset", () -> "", () -> """
            {"code":"%s","newPassword":"correct horse"}""".formatted(code())),

    PASSWORD_RESET_MAIL("POST", "/auth/password-reset-mail", () -> "", () -> """
            {"userName":"june_doe"}"""),

    EMAIL("PUT", "/users/john_roe/email", () -> "Bearer " + administrator().accessToken(), () -> """
            {"email":"john@example.org"}"""),

    OWN_EMAIL("PUT", "/auth/email", () -> "Bearer " + administrator().accessToken(), () -> """
            {"email":"admin@example.org","currentPassword":"admin123"}"""),

    REFRESH("POST", "/auth/refresh-token", () -> "", () -> """
            {"refresh_token":"%s"}""".formatted(device().refreshToken())),

    START("POST", "/users/bodies/sessions", () -> "Basic Z2F0ZXdheTpnYXRld2F5LXNlY3JldA==", () -> """
            {"deviceLabel":"Phone","userAgent":"Agent","ipAddress":"192.0.2.1"}"""),

    SETTINGS("PUT", "/users/bodies/security-settings", () -> "Bearer " + device().accessToken(), () -> """
            {"maxSessions":300,"whenFull":"REJECT","idleTimeout":"PT1H","applyNow":false}"""),

    NEW_USER("POST", "/users", () -> "Bearer " + administrator().accessToken(), () -> """
            {"userName":"bodies-new","password":"correct horse","role":"USER","email":"new@example.org"}"""),

    STATUS("PUT", "/users/john_roe/status", () -> "Bearer " + administrator().accessToken(), () -> """
            {"status":"ACTIVE"}"""),

    WHAT_IF("POST", "/audit/what-if", () -> "Bearer " + auditor().accessToken(), () -> """
            {"from":"2026-01-01T00:00:00Z","to":"2026-01-02T00:00:00Z","policy":{"maxSessions":1,"whenFull":"REJECT"}}"""),

    PASSWORD("PUT", "/auth/password", () -> "Bearer " + administrator().accessToken(), () -> """
            {"currentPassword":"admin123","newPassword":"correct horse","endOtherSessions":false}""");

    private static final JsonMapper JSON = new JsonMapper();

    private static final SignedIn DEVICE = SharedNode.client().start("bodies");

    private static final SignedIn ADMINISTRATOR = SharedNode.client().signIn("admin", "admin123");

    private static final SignedIn AUDITOR = SharedNode.client().signIn("auditor", "audit123");

    private final String method;
    private final String path;
    private final Supplier<String> authorization;
    private final Supplier<String> valid;

    BodyCall(String method, String path, Supplier<String> authorization, Supplier<String> valid) {
        this.method = method;
        this.path = path;
        this.authorization = authorization;
        this.valid = valid;
    }

    /** The device whose settings and refresh token the calls use. */
    static SignedIn device() {
        return DEVICE;
    }

    private static SignedIn administrator() {
        return ADMINISTRATOR;
    }

    private static String code() {
        return administrator().client().post("/users/john_roe/password-reset").text("code");
    }

    private static SignedIn auditor() {
        return AUDITOR;
    }

    /** Returns a valid body. */
    String valid() {
        return valid.get();
    }

    String firstField() {
        return JSON.readTree(valid()).propertyNames().iterator().next();
    }

    /** Returns the valid body with one field replaced by a JSON value. */
    String validBut(String field, String json) {
        ObjectNode body = (ObjectNode) JSON.readTree(valid());
        body.putRawValue(field, new RawValue(json));
        return JSON.writeValueAsString(body);
    }

    /** @param body JSON or invalid JSON; null for none */
    Reply send(@Nullable String body, String... headers) {
        Client client = SharedNode.client();
        if (!authorization.get().isEmpty()) {
            client = client.with("Authorization", authorization.get());
        }
        for (int i = 0; i < headers.length; i += 2) {
            client = client.with(headers[i], headers[i + 1]);
        }
        return client.send(method, path, body);
    }

    /** @param body every character is one byte */
    Reply sendBytes(String body) {
        return SharedNode.client()
                .raw()
                .send(
                        method,
                        path,
                        "Authorization: " + authorization.get(),
                        "Content-Type: application/json",
                        "Content-Length: " + body.getBytes(StandardCharsets.ISO_8859_1).length,
                        "",
                        body);
    }

    Reply sendChunked(String body) {
        return SharedNode.client()
                .raw()
                .send(
                        method,
                        path,
                        "Authorization: " + authorization.get(),
                        "Content-Type: application/json",
                        "Transfer-Encoding: chunked",
                        "",
                        Integer.toHexString(body.length()),
                        body,
                        "0",
                        "",
                        "");
    }
}
