package dev.rollcall.api.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.Visitor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S0-2: users choose settings within the operator's bounds, and administrators may set others for them. */
class SettingsBoundsIT {

    private static final TestDatabase DATABASE = TestDatabase.create();

    /**
     * The default is one session, and users may choose up to three; idle timeout 15 minutes, which users may not
     * exceed.
     */
    private static final Node NODE = Node.start(
            DATABASE,
            "rollcall.sessions.max-sessions=1",
            "rollcall.sessions.idle-timeout=PT15M",
            "rollcall.sessions.max-starts-per-hour=5",
            "rollcall.sessions.user-bounds.max-sessions=3",
            "rollcall.sessions.hard-cap=4");

    private static final Client CLIENT = NODE.client();

    @AfterAll
    static void stop() {
        NODE.close();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {"maxSessions":0}            | 400 | maxSessions      | maxSessions must be between 1 and 3
            {"maxSessions":4}            | 400 | maxSessions      | maxSessions must be between 1 and 3
            {"idleTimeout":"P3650D"}     | 400 | idleTimeout      | idleTimeout must be at most PT15M
            {"idleTimeout":"PT15M0.1S"}  | 400 | idleTimeout      | idleTimeout must be at most PT15M
            {"absoluteTimeout":"P3650D"} | 400 | absoluteTimeout  | absoluteTimeout must be at most PT720H
            {"maxStartsPerHour":0}       | 403 | maxStartsPerHour | Only administrators can change maxStartsPerHour, which is 5 now.
            {"maxStartsPerHour":6}       | 403 | maxStartsPerHour | Only administrators can change maxStartsPerHour, which is 5 now.
            {"maxStartsPerHour":1}       | 403 | maxStartsPerHour | Only administrators can change maxStartsPerHour, which is 5 now.
            """)
    void aUserCannotExceedTheBoundsOfTheOperator(String wish, int status, String field, String detail) {
        SignedIn device = start("lifting-" + Math.abs(wish.hashCode()));
        Reply before = device.client().get(path(device));

        Reply refused = device.client().send("PUT", path(device), wish);

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.text("field")).isEqualTo(field);
        assertThat(refused.text("detail")).isEqualTo(detail);
        assertThat(device.client().get(path(device)).body()).isEqualTo(before.body());
    }

    @Test
    void aUserLoosensWithinTheBoundsAndMaySendBackTheSettings() {
        SignedIn device = start("loosening");

        Reply loosened = put(device, Map.of("maxSessions", 3));

        assertThat(loosened.at("maxSessions").asInt()).isEqualTo(3);
        SignedIn other = CLIENT.start("loosening");
        assertThat(device.profile().status()).isEqualTo(200);
        Reply got = other.client().get(path(other));
        assertThat(other.client()
                        .send("PUT", path(other), got.body().toString())
                        .body())
                .isEqualTo(got.body());
        assertThat(put(device, Map.of("allowMultipleSessions", false))
                        .at("maxSessions")
                        .asInt())
                .isEqualTo(1);
        assertThat(put(device, Map.of("allowMultipleSessions", true))
                        .at("maxSessions")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void aUserKeepsWhatAnAdministratorGrantedAndCannotExceedIt() {
        SignedIn device = start("favoured").settingsByAdministrator(Map.of("maxSessions", 4, "maxStartsPerHour", 9));

        assertThat(put(device, Map.of("maxSessions", 2)).at("maxStartsPerHour").asInt())
                .isEqualTo(9);
        assertThat(put(device, Map.of()).at("maxSessions").asInt()).isEqualTo(4);
        device.settingsByAdministrator(Map.of("maxSessions", 1, "idleTimeout", "PT5M"));
        assertThat(put(device, Map.of("maxSessions", 2)).text("field")).isEqualTo("maxSessions");
        assertThat(put(device, Map.of("idleTimeout", "PT6M")).text("field")).isEqualTo("idleTimeout");
        assertThat(put(device, Map.of("idleTimeout", "PT4M")).text("idleTimeout"))
                .isEqualTo("PT4M");
    }

    @Test
    void theBoundsHoldForAdministratorsThemselvesAndTheHardCapForAll() {
        SignedIn admin = CLIENT.signIn("admin", "admin123");
        start("capped");

        Reply own = put(admin, Map.of("maxSessions", 4));
        Reply capped = admin.client().put("/users/capped/security-settings", Map.of("maxSessions", 5));

        assertThat(own.text("detail")).isEqualTo("maxSessions must be between 1 and 3");
        assertThat(capped.text("detail"))
                .isEqualTo("maxSessions must be at most 4, the hard cap, or 0 (up to the cap)");
    }

    @Test
    void anyNumberMeansUpToTheHardCap() {
        SignedIn first = start("many").settingsByAdministrator(Map.of("maxSessions", 0, "maxStartsPerHour", 0));
        for (int number = 0; number < 3; number++) {
            CLIENT.start("many");
        }
        assertThat(first.profile().status()).isEqualTo(200);

        SignedIn fifth = CLIENT.start("many");

        assertThat(first.profile().text("reason")).isEqualTo("EVICTED_BY_LIMIT");
        fifth.settingsByAdministrator(Map.of("maxSessions", 0, "maxStartsPerHour", 0, "whenFull", "REJECT"));
        Reply refused = CLIENT.asGateway().post("/users/many/sessions", Map.of());
        assertThat(refused.code()).isEqualTo("SESSION_LIMIT_REACHED");
        assertThat(refused.at("maxSessions").asInt()).isEqualTo(4);
    }

    @Test
    void tightenedBoundsLimitEarlierSettings() {
        TestDatabase database = TestDatabase.create();
        try (Node free = Node.start(database)) {
            free.client()
                    .start("earlier")
                    .settings(Map.of("maxSessions", 300, "whenFull", "REJECT", "idleTimeout", "PT11H"));
            free.client().start("granted").settingsByAdministrator(Map.of("maxSessions", 300));
        }
        try (Node strict =
                Node.start(database, "rollcall.sessions.max-sessions=2", "rollcall.sessions.idle-timeout=PT15M")) {
            SignedIn second = strict.client().start("earlier");
            Reply third = strict.client().asGateway().post("/users/earlier/sessions", Map.of());

            assertThat(third.code()).isEqualTo("SESSION_LIMIT_REACHED");
            assertThat(third.at("maxSessions").asInt()).isEqualTo(2);
            Reply inForce = second.client().get(path(second));
            assertThat(inForce.at("maxSessions").asInt()).isEqualTo(2);
            assertThat(inForce.text("idleTimeout")).isEqualTo("PT15M");
            SignedIn granted = strict.client().start("granted");
            assertThat(granted.client().get(path(granted)).at("maxSessions").asInt())
                    .isEqualTo(300);
        }
    }

    @Test
    void thePageOffersOnlyWhatTheBoundsAllow() {
        Visitor june = new Visitor(CLIENT.on(Client.LAPTOP)).signIn("june_doe", "test123");
        Visitor.Page form = june.get("/sessions/settings");

        assertThat(form.html().select("input[name=devices]").eachAttr("value")).isEqualTo(List.of("ONE", "SOME"));
        Visitor.Page refused =
                june.post("/sessions/settings", Map.of("devices", "SOME", "number", "4", "whenFull", "EVICT_OLDEST"));
        Visitor.Page forged =
                june.post("/sessions/settings", Map.of("devices", "ANY", "number", "", "whenFull", "EVICT_OLDEST"));
        Visitor.Page saved =
                june.post("/sessions/settings", Map.of("devices", "SOME", "number", "3", "whenFull", "EVICT_OLDEST"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("#number-error")).isEqualTo("No more than 3 devices are allowed here.");
        assertThat(forged.status()).isEqualTo(400);
        assertThat(forged.text("#devices-error")).isEqualTo("No more than 3 devices are allowed here.");
        assertThat(saved.status()).isEqualTo(303);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user-bounds.max-sessions=1 | max-sessions=2 | user-bounds.max-sessions must be 0 (any number) or at least",
                "user-bounds.idle-timeout=PT1H | idle-timeout=PT2H | user-bounds.idle-timeout must be at least idleTimeout",
                "user-bounds.absolute-timeout=PT1H | idle-timeout=PT2H | user-bounds.absolute-timeout must be at least",
                "hard-cap=-1 | idle-timeout=PT2H | hard-cap must be 0 (any number) or more",
                "hard-cap=10 | max-sessions=11 | max-sessions must be at most 10",
                "max-sessions=-1 | idle-timeout=PT2H | max-sessions must be 0 (any number) or more",
            })
    void refusesToStartWithContradictorySettings(String one, String other, String message) {
        assertThatThrownBy(() -> Node.start(DATABASE, "rollcall.sessions." + one, "rollcall.sessions." + other)
                        .close())
                .rootCause()
                .hasMessageContaining("rollcall.sessions." + message);
    }

    private static SignedIn start(String user) {
        return CLIENT.start(user);
    }

    private static String path(SignedIn device) {
        return "/users/" + device.userId() + "/security-settings";
    }

    private static Reply put(SignedIn device, Map<String, Object> settings) {
        return device.client().put(path(device), settings);
    }
}
