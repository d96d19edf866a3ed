package dev.rollcall.api.operations.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.EventStream;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** C-5: real answers match the schemas of the OpenAPI description. */
class DescribedAnswersIT {

    private static Description description;

    private final Client client = SharedNode.client();

    @BeforeAll
    static void read() {
        description = Description.read();
    }

    @Test
    void answersToUsersMatch() {
        SignedIn device = client.start("answers");
        client.start("answers");
        String settings = "/users/answers/security-settings";

        assertMatches("TokenResponse", device.reply());
        assertMatches("TokenResponse", client.on(Client.PHONE).login("june_doe", "test123"));
        assertMatches("TokenResponse", device.refresh());
        assertMatches("SessionPage", device.client().get(device.sessions()));
        assertMatches("SessionPage", device.client().get(device.sessions() + "?limit=1"));
        assertMatches("SessionView", device.client().get(device.sessions() + "/" + device.sessionId()));
        assertMatches("Profile", device.profile());
        assertMatches("SettingsView", device.client().get(settings));
        assertMatches("SettingsView", device.client().put(settings, Map.of("idleTimeout", "PT90S", "maxSessions", 0)));
        assertMatches("Problem", device.client().put(settings, Map.of("maxSessions", -1)));
        assertMatches("EndedResponse", device.client().post("/auth/logout-all?except=current"));
        assertMatches("LogoutResponse", device.client().post("/auth/logout"));
        assertMatches("Problem", device.profile());
    }

    @Test
    void answersToAdministratorsMatch() {
        Client admin = client.signIn("admin", "admin123").client();

        assertMatches("SigningKeyView", admin.post("/admin/signing-keys"));
        assertMatches("SigningKeyList", admin.get("/admin/signing-keys"));
        assertMatches("SweepReport", admin.post("/admin/cleanup?dryRun=true"));
        admin.post("/admin/cleanup");
        assertMatches("FinishedSweep", admin.get("/admin/cleanup"));
    }

    @Test
    void answersToClientsMatch() {
        SignedIn device = client.start("introspected");

        assertMatches("Metadata", client.get("/.well-known/oauth-authorization-server"));
        for (String token : List.of(device.accessToken(), device.refreshToken(), "none")) {
            assertMatches("Introspection", client.asGateway().form("/oauth2/introspect", Map.of("token", token)));
        }
        assertThat(description
                        .at("/paths/~1oauth2~1introspect/post/requestBody/content")
                        .propertyNames())
                .containsExactly("application/x-www-form-urlencoded");
    }

    @Test
    void answersAboutUsersMatch() {
        Client admin = client.signIn("admin", "admin123").client();
        String password = "correct horse";

        assertMatches("UserView", admin.post("/users", Map.of("userName", "described-user", "password", password)));
        SignedIn user = client.signIn("described-user", password);
        assertMatches("UserView", user.client().get("/users/described-user"));
        assertMatches(
                "EndedResponse",
                user.client()
                        .put("/auth/password", Map.of("currentPassword", password, "newPassword", "battery staple")));
        assertMatches("Problem", user.client().delete("/users/described-user"));
        assertMatches("StatusResponse", admin.put("/users/described-user/status", Map.of("status", "DISABLED")));
    }

    @Test
    void answersToAuditorsMatch() {
        Client auditor = client.signIn("auditor", "audit123").client();
        SignedIn device = client.start("audited");
        client.start("audited").settings(Map.of("maxSessions", 1, "applyNow", true));

        assertMatches("TimelinePage", auditor.get("/audit/users/audited/timeline"));
        assertMatches("TimelinePage", auditor.get("/audit/users/audited/timeline?limit=1"));
        String at = device.reply().text("session.startedAt");
        assertMatches("SignedInPage", auditor.get("/audit/sessions?userId=audited&at=" + at));
        assertMatches("PastSessionView", auditor.get("/audit/sessions/" + device.sessionId()));
        assertMatches("EventPage", auditor.get("/audit/events?userId=audited"));
        assertMatches("AuditQueryPage", auditor.get("/audit/queries?limit=2"));
        Map<String, Object> policy = Map.of("maxSessions", 1, "whenFull", "REJECT");
        assertMatches(
                "WhatIfReport",
                auditor.post(
                        "/audit/what-if",
                        Map.of("from", "2026-01-01T00:00:00Z", "to", "2026-01-02T00:00:00Z", "policy", policy)));
    }

    @Test
    void eventsMatch() {
        SignedIn device = client.start("evented");
        try (EventStream stream = device.client().stream(device.sessions() + "/events")) {
            client.start("evented");

            assertThat(stream.sessions())
                    .hasSize(1)
                    .allSatisfy(session -> assertThat(description.errors("SessionView", session))
                            .isEmpty());
            assertThat(description.errors(
                            "SessionView", stream.next("session-started").data()))
                    .isEmpty();
        }
    }

    @Test
    void mismatchesAreFound() {
        assertThat(description.errors(
                        "EndedResponse", client.get("/auth/profile").body()))
                .isNotEmpty();
        assertThat(description.errors("Problem", client.start("noticed").reply().body()))
                .isNotEmpty();
    }

    private static void assertMatches(String schema, Reply reply) {
        assertThat(description.errors(schema, reply.body()))
                .as(reply.toString())
                .isEmpty();
    }
}
