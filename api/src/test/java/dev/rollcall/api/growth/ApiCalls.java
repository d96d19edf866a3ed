package dev.rollcall.api.growth;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.EventStream;
import dev.rollcall.testing.EventStream.Event;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** One call of every API operation, keyed by method and path pattern. Each returns the status. */
final class ApiCalls {

    private static final String USER = "user-17";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestIssuer issuer;
    private final Client node;
    private final Client admin;
    private final Client auditor;
    private final WaitingMails mails;
    private final Map<String, Supplier<Integer>> calls = new LinkedHashMap<>();

    ApiCalls(Node node, TestIssuer issuer) {
        this.issuer = issuer;
        this.node = node.client();
        this.admin = node.client().signIn("admin", "admin123").client();
        this.mails = new WaitingMails(node);
        this.auditor = node.client().signIn("auditor", "audit123").client();
    }

    Map<String, Supplier<Integer>> all() {
        addPublicAndGatewayCalls();
        addUserCalls();
        addAdministratorCalls();
        addAuditorCalls();
        return calls;
    }

    private void add(String operation, Supplier<Reply> call) {
        calls.put(operation, () -> call.get().status());
    }

    private SignedIn device() {
        return node.start(USER);
    }

    private void addPublicAndGatewayCalls() {
        add("GET /.well-known/oauth-authorization-server", () -> node.get("/.well-known/oauth-authorization-server"));
        add("GET /.well-known/jwks.json", () -> node.get("/.well-known/jwks.json"));
        add("GET /audit/key", () -> node.get("/audit/key"));
        add("POST /auth/login", () -> node.login("june_doe", "test123"));
        add("GET /authorize", () -> device().client().get("/authorize"));
        add("POST /authorize", () -> device().client().post("/authorize"));
        add("ANY /authorize/", () -> device().client().get("/authorize/"));
        add("ANY /authorize/{first}/**", () -> device().client().get("/authorize/orders/1"));
        add("POST /users/{userId}/sessions", () -> node.asGateway().post("/users/" + USER + "/sessions", Map.of()));
        add("POST /oauth2/introspect", () -> token("introspect", device().accessToken()));
        add(
                "POST /oauth2/backchannel-logout",
                () -> node.form(
                        "/oauth2/backchannel-logout", Map.of("logout_token", issuer.logoutToken("provided", "phone"))));
        add("POST /oauth2/revoke", () -> token("revoke", device().refreshToken()));
    }

    private Reply token(String what, String token) {
        return node.asGateway().form("/oauth2/" + what, Map.of("token", token));
    }

    private void addUserCalls() {
        add("POST /auth/refresh-token", () -> device().refresh());
        add("GET /auth/profile", () -> device().profile());
        add("GET /auth/sessions", () -> device().client().get("/auth/sessions"));
        add("POST /auth/logout", () -> device().client().post("/auth/logout"));
        add("POST /logout", () -> device().client().post("/logout"));
        add("POST /auth/logout-all", () -> device().client().post("/auth/logout-all"));
        add(
                "POST /auth/logout-session/{sessionId}",
                () -> device().client().post("/auth/logout-session/" + device().sessionId()));
        add("POST /auth/bootstrap-session", () -> device().client().post("/auth/bootstrap-session"));
        add(
                "PUT /auth/password",
                () -> node.signIn("john_roe", "test123")
                        .client()
                        .put("/auth/password", Map.of("currentPassword", "test123", "newPassword", "battery staple")));
        add(
                "PUT /auth/email",
                () -> node.signIn("june_doe", "test123")
                        .client()
                        .put("/auth/email", Map.of("email", "june@example.org", "currentPassword", "test123")));
        add("GET /users/{userId}", () -> device().client().get("/users/" + USER));
        add("GET /users/{userId}/sessions", () -> device().client().get("/users/" + USER + "/sessions?limit=1"));
        add("GET /users/{userId}/sessions/{sessionId}", () -> device().client().get(session(device())));
        add(
                "DELETE /users/{userId}/sessions/{sessionId}",
                () -> device().client().delete(session(device())));
        add(
                "DELETE /users/{userId}/sessions",
                () -> device().client().delete("/users/" + USER + "/sessions?except=current"));
        String settings = "/users/" + USER + "/security-settings";
        add("GET /users/{userId}/security-settings", () -> device().client().get(settings));
        add(
                "PUT /users/{userId}/security-settings",
                () -> device().client().put(settings, Map.of("maxSessions", 2, "applyNow", true)));
        calls.put("GET /sessions/endings", this::readEndings);
        calls.put("GET /users/{userId}/sessions/events", () -> {
            SignedIn device = device();
            device.client().stream(device.sessions() + "/events").close();
            return 200;
        });
    }

    /** Reads until the node has told what ended before. */
    private int readEndings() {
        try (EventStream stream = node.endings()) {
            Event event = stream.next(PATIENCE);
            while (event != null && !event.name().equals("known")) {
                event = stream.next(PATIENCE);
            }
            return event == null ? 504 : 200;
        }
    }

    private static String session(SignedIn device) {
        return device.sessions() + "/" + device.sessionId();
    }

    private void addAdministratorCalls() {
        add("POST /users", () -> admin.post("/users", Map.of("userName", "created", "password", "correct horse")));
        add("PUT /users/{userId}/status", () -> admin.put("/users/user-18/status", Map.of("status", "DISABLED")));
        add("POST /users/{userId}/password-reset", () -> admin.post("/users/user-17/password-reset"));
        add(
                "POST /auth/password-reset",
                () -> node.post(
                        "/auth/password-reset",
                        Map.of(
                                "code",
                                admin.post("/users/user-17/password-reset").text("code"),
                                "newPassword",
                                "battery staple")));
        add("PUT /users/{userId}/email", () -> admin.put("/users/user-17/email", Map.of("email", "u17@example.org")));
        calls.put(
                "POST /users/{userId}/password-reset-mail",
                () -> mails.awaitNone(
                        admin.post("/users/user-17/password-reset-mail").status()));
        calls.put(
                "POST /auth/password-reset-mail",
                () -> mails.awaitNone(node.post("/auth/password-reset-mail", Map.of("userName", "user-17"))
                        .status()));
        add("DELETE /users/{userId}", () -> admin.delete("/users/user-19"));
        add("GET /admin/projections", () -> admin.get("/admin/projections"));
        add(
                "POST /admin/projections/{name}/rebuilds",
                () -> admin.post("/admin/projections/session-history/rebuilds?dryRun=true"));
        add("GET /admin/projections/{name}/rebuilds/{id}", () -> {
            String path = admin.post("/admin/projections/live-sessions/rebuilds?dryRun=true")
                    .header("Location");
            return admin.get(path);
        });
        add("GET /admin/signing-keys", () -> admin.get("/admin/signing-keys"));
        add("POST /admin/signing-keys", () -> admin.post("/admin/signing-keys"));
        add("POST /admin/cleanup", () -> admin.post("/admin/cleanup"));
        add("GET /admin/cleanup", () -> admin.get("/admin/cleanup"));
    }

    private void addAuditorCalls() {
        String moment = Instant.now().minusSeconds(5 * 3600).toString();
        add("GET /audit/users/{userId}/timeline", () -> auditor.get("/audit/users/user-20/timeline"));
        add("GET /audit/sessions", () -> {
            auditor.get("/audit/sessions?userId=user-20&at=" + moment);
            return auditor.get("/audit/sessions?limit=10&at=" + moment);
        });
        add("GET /audit/sessions/{sessionId}", () -> auditor.get("/audit/sessions/" + device().sessionId()));
        add("GET /audit/events", () -> {
            auditor.get("/audit/events?userId=user-20&type=SessionStarted");
            auditor.get("/audit/events?type=SessionTerminated&from=" + moment);
            return auditor.get("/audit/events?from=" + moment);
        });
        add("GET /audit/queries", () -> auditor.get("/audit/queries"));
        add("GET /audit/export", () -> auditor.get("/audit/export?from=5000&to=6000"));
        add("GET /audit/checkpoint", () -> auditor.get("/audit/checkpoint"));
        add("GET /audit/proof/inclusion", () -> auditor.get("/audit/proof/inclusion?index=1234&size=5000"));
        add("GET /audit/proof/consistency", () -> auditor.get("/audit/proof/consistency?from=1234&to=5000"));
        Map<String, Object> policy = Map.of("maxSessions", 1, "whenFull", "REJECT");
        add(
                "POST /audit/what-if",
                () -> auditor.post(
                        "/audit/what-if",
                        Map.of("from", "2026-01-01T00:00:00Z", "to", "2026-01-02T00:00:00Z", "policy", policy)));
    }
}
