package dev.rollcall.api.web.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Refusal;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S2-9: invalid query parameters and user ids. */
class BadParameterIT {

    private static final SignedIn DEVICE = SharedNode.client().start("bad-parameters");

    private final Client client = DEVICE.client();

    @AfterAll
    static void theSessionStillWorks() {
        assertThat(DEVICE.profile().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "201", "abc", "1.5", "99999999999999", "1%00", "true", "1,2", "%D9%A1x"})
    void aLimitIsBetween1And200(String limit) {
        Refusal.ofField("limit", () -> client.get(DEVICE.sessions() + "?limit=" + limit));
        Reply reply = Refusal.ofField("limit", () -> client.get("/auth/sessions?limit=" + limit));

        assertThat(reply.text("detail")).startsWith("limit must be ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"junk", "", "%00", "1", "01a1fdd5-5552-73e8-a37e", "01A1FDD5-5552-73E8-A37E-7B2DB2363844"})
    void aCursorComesFromAnEarlierPage(String cursor) {
        Refusal.ofField("cursor", () -> client.get(DEVICE.sessions() + "?cursor=" + cursor));
        Reply reply = Refusal.ofField("cursor", () -> client.get("/auth/sessions?cursor=" + cursor));

        assertThat(reply.text("detail")).isEqualTo("cursor must be the `next` of an earlier page");
    }

    @Test
    void aForeignCursorShowsNoForeignSessions() {
        SignedIn foreign = SharedNode.client().start("cursor-owner");

        Reply page = client.get("/auth/sessions?cursor=" + foreign.sessionId());

        assertThat(page.texts("sessions", "userId")).containsOnly("bad-parameters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"junk", "", "Current", "current%20", "%00", "current,current"})
    void exceptMustBeCurrent(String except) {
        Refusal.ofField("except", () -> client.post("/auth/logout-all?except=" + except));
        Reply reply = Refusal.ofField("except", () -> client.delete(DEVICE.sessions() + "?except=" + except));

        assertThat(reply.text("detail")).isEqualTo("except must be 'current' if given");
    }

    @Test
    void formsAreReadAsStrictly() {
        Client form = client.with("Content-Type", "application/x-www-form-urlencoded");

        Refusal.ofField("except", () -> form.send("POST", "/auth/logout-all", "except=junk"));
        Refusal.ofField("except", () -> form.send("POST", "/auth/logout-all?except=current", "except=current"));
        Refusal.of(() -> form.send("POST", "/auth/logout-all", "except=%zz"));
        Reply large = Refusal.of(() -> SharedNode.client()
                .raw()
                .send(
                        "POST",
                        "/auth/logout-all",
                        "Authorization: Bearer " + DEVICE.accessToken(),
                        "Content-Type: application/x-www-form-urlencoded",
                        "Transfer-Encoding: chunked",
                        "",
                        "10010",
                        "a".repeat(0x10010),
                        "0",
                        "",
                        ""));
        assertThat(large.code()).isEqualTo("REQUEST_TOO_LARGE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%20", "%E2%80%83", "%C2%85", "%7F"})
    void refusesInvalidUserIdsFromTrustedClients(String userId) {
        Refusal.ofField("userId", () -> SharedNode.client().asGateway().post("/users/" + userId + "/sessions"));
    }

    @Test
    void aUserIdHasAtMost255Characters() {
        Client gateway = SharedNode.client().asGateway();

        Refusal.ofField("userId", () -> gateway.post("/users/" + "x".repeat(256) + "/sessions"));
        assertThat(gateway.post("/users/" + "x".repeat(255) + "/sessions").status())
                .isEqualTo(201);
    }

    @Test
    void tellsAdministratorsThatAUserIsUnknown() {
        Client admin = SharedNode.client().signIn("admin", "admin123").client();

        for (String userId : new String[] {"nobody", "%20", "%C2%85", "x".repeat(300)}) {
            assertThat(Refusal.of(() -> admin.get("/users/" + userId + "/sessions"))
                            .code())
                    .isEqualTo("USER_NOT_FOUND");
            assertThat(Refusal.of(() -> admin.put("/users/" + userId + "/security-settings", "{}"))
                            .status())
                    .isBetween(400, 404);
        }
    }
}
