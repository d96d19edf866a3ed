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

/** C-5: real answers, held against the schemas of the OpenAPI description. */
class DescribedAnswersIT {

    private static Description description;

    private final Client client = SharedNode.client();

    @BeforeAll
    static void read() {
        description = Description.read();
    }

    @Test
    void answersLookAsDescribed() {
        SignedIn device = client.start("answers");
        client.start("answers");
        String settings = "/users/answers/security-settings";

        assertFits("TokenResponse", device.reply());
        assertFits("TokenResponse", client.on(Client.PHONE).login("june_doe", "test123"));
        assertFits("TokenResponse", device.refresh());
        assertFits("SessionPage", device.client().get(device.sessions()));
        assertFits("SessionPage", device.client().get(device.sessions() + "?limit=1"));
        assertFits("SessionView", device.client().get(device.sessions() + "/" + device.sessionId()));
        assertFits("Profile", device.profile());
        assertFits("SettingsView", device.client().get(settings));
        assertFits("SettingsView", device.client().put(settings, Map.of("idleTimeout", "PT90S", "maxSessions", 0)));
        assertFits("Problem", device.client().put(settings, Map.of("maxSessions", -1)));
        assertFits("EndedResponse", device.client().post("/auth/logout-all?except=current"));
        assertFits("LogoutResponse", device.client().post("/auth/logout"));
        assertFits("Problem", device.profile());
    }

    @Test
    void soDoThoseForAdministrators() {
        Client admin = client.signIn("admin", "admin123").client();

        assertFits("SigningKeyView", admin.post("/admin/signing-keys"));
        assertFits("SigningKeyList", admin.get("/admin/signing-keys"));
        assertFits("SweepReport", admin.post("/admin/cleanup?dryRun=true"));
        admin.post("/admin/cleanup");
        assertFits("FinishedSweep", admin.get("/admin/cleanup"));
    }

    @Test
    void soDoThoseForClients() {
        SignedIn device = client.start("introspected");

        assertFits("Metadata", client.get("/.well-known/oauth-authorization-server"));
        for (String token : List.of(device.accessToken(), device.refreshToken(), "none")) {
            assertFits("Introspection", client.asGateway().form("/oauth2/introspect", Map.of("token", token)));
        }
        assertThat(description
                        .at("/paths/~1oauth2~1introspect/post/requestBody/content")
                        .propertyNames())
                .containsExactly("application/x-www-form-urlencoded");
    }

    @Test
    void answersAboutUsersLookAsDescribed() {
        Client admin = client.signIn("admin", "admin123").client();
        String password = "correct horse";

        assertFits("UserView", admin.post("/users", Map.of("userName", "described-user", "password", password)));
        SignedIn user = client.signIn("described-user", password);
        assertFits("UserView", user.client().get("/users/described-user"));
        assertFits(
                "EndedResponse",
                user.client()
                        .put("/auth/password", Map.of("currentPassword", password, "newPassword", "battery staple")));
        assertFits("Problem", user.client().delete("/users/described-user"));
        assertFits("StatusResponse", admin.put("/users/described-user/status", Map.of("status", "DISABLED")));
    }

    @Test
    void soDoThoseForAuditors() {
        Client auditor = client.signIn("auditor", "audit123").client();
        SignedIn device = client.start("audited");
        client.start("audited").settings(Map.of("maxSessions", 1, "applyNow", true));

        assertFits("TimelinePage", auditor.get("/audit/users/audited/timeline"));
        assertFits("TimelinePage", auditor.get("/audit/users/audited/timeline?limit=1"));
        String at = device.reply().text("session.startedAt");
        assertFits("SignedInPage", auditor.get("/audit/sessions?userId=audited&at=" + at));
        assertFits("PastSessionView", auditor.get("/audit/sessions/" + device.sessionId()));
        assertFits("EventPage", auditor.get("/audit/events?userId=audited"));
        assertFits("AuditQueryPage", auditor.get("/audit/queries?limit=2"));
        Map<String, Object> policy = Map.of("maxSessions", 1, "whenFull", "REJECT");
        assertFits(
                "WhatIfReport",
                auditor.post(
                        "/audit/what-if",
                        Map.of("from", "2026-01-01T00:00:00Z", "to", "2026-01-02T00:00:00Z", "policy", policy)));
    }

    @Test
    void soDoEvents() {
        SignedIn device = client.start("evented");
        try (EventStream stream = device.client().stream(device.sessions() + "/events")) {
            client.start("evented");

            assertThat(stream.first())
                    .hasSize(1)
                    .allSatisfy(session -> assertThat(description.errors("SessionView", session))
                            .isEmpty());
            assertThat(description.errors(
                            "SessionView", stream.next("session-started").data()))
                    .isEmpty();
        }
    }

    @Test
    void anAnswerThatIsNotAsDescribedWouldBeNoticed() {
        assertThat(description.errors(
                        "EndedResponse", client.get("/auth/profile").body()))
                .isNotEmpty();
        assertThat(description.errors("Problem", client.start("noticed").reply().body()))
                .isNotEmpty();
    }

    private static void assertFits(String schema, Reply reply) {
        assertThat(description.errors(schema, reply.body()))
                .as(reply.toString())
                .isEmpty();
    }
}
