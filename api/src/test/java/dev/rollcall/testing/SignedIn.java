package dev.rollcall.testing;

import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A device with a session. */
public record SignedIn(Client anonymous, Reply reply) {

    public Client client() {
        return anonymous.bearer(accessToken());
    }

    public String accessToken() {
        return reply.text("access_token");
    }

    /** Returns the id of the key that signed the access token. */
    public String keyId() {
        String header = accessToken().substring(0, accessToken().indexOf('.'));
        return new JsonMapper()
                .readTree(Base64.getUrlDecoder().decode(header))
                .path("kid")
                .asString();
    }

    /** Returns the same device as a client of another node. */
    public SignedIn at(Client node) {
        return new SignedIn(node, reply);
    }

    public String refreshToken() {
        return reply.text("refresh_token");
    }

    public String sessionId() {
        return reply.text("session.sessionId");
    }

    public String userId() {
        return reply.text("session.userId");
    }

    /** Returns the path of this user's sessions. */
    public String sessions() {
        return "/users/" + userId() + "/sessions";
    }

    public Reply profile() {
        return client().get("/auth/profile");
    }

    public Reply refresh() {
        return anonymous.post("/auth/refresh-token", Map.of("refresh_token", refreshToken()));
    }

    /** Changes the user's settings as an administrator; fails if refused. */
    public SignedIn settingsByAdministrator(Map<String, Object> settings) {
        Reply changed = anonymous
                .signIn("admin", "admin123")
                .client()
                .put("/users/" + userId() + "/security-settings", settings);
        if (changed.status() != 200) {
            throw new AssertionError("settings: " + changed.body());
        }
        return this;
    }

    /** Changes the user's own settings; fails if refused. */
    public SignedIn settings(Map<String, Object> settings) {
        Reply changed = client().put("/users/" + userId() + "/security-settings", settings);
        if (changed.status() != 200) {
            throw new AssertionError("settings: " + changed.body());
        }
        return this;
    }
}
