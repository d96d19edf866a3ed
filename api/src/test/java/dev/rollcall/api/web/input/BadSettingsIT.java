package dev.rollcall.api.web.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Refusal;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S0-2, S2-9: security settings of the wrong type or out of range. */
class BadSettingsIT {

    private static final SignedIn DEVICE = SharedNode.client().start("bad-settings");

    private static final String PATH = "/users/bad-settings/security-settings";

    @AfterEach
    void assertNothingChanged() {
        Reply settings = DEVICE.client().get(PATH);

        assertThat(settings.status()).isEqualTo(200);
        assertThat(settings.at("maxSessions").asInt()).isZero();
        assertThat(settings.text("idleTimeout")).isEqualTo("PT12H");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            maxSessions           | -1                      | must be 0 (any number) or more
            maxSessions           | "1"                     | must be a whole number of at most 32 bits
            maxSessions           | ""                      | must be a whole number of at most 32 bits
            maxSessions           | 1.0                     | must be a whole number of at most 32 bits
            maxSessions           | 1e2                     | must be a whole number of at most 32 bits
            maxSessions           | 2147483648              | must be a whole number of at most 32 bits
            maxSessions           | 99999999999999999999999 | must be a whole number of at most 32 bits
            maxSessions           | true                    | must be a whole number of at most 32 bits
            maxSessions           | [1]                     | must be a whole number of at most 32 bits
            maxSessions           | 01                      | is not valid JSON or is a duplicate
            maxSessions           | NaN                     | is not valid JSON or is a duplicate
            maxStartsPerHour      | -1                      | must be between 0 (any number) and 1000
            maxStartsPerHour      | 1001                    | must be between 0 (any number) and 1000
            maxStartsPerHour      | "5"                     | must be a whole number of at most 32 bits
            whenFull              | "SOMETHING"             | must be one of EVICT_OLDEST, EVICT_LEAST_RECENTLY_ACTIVE, REJECT
            whenFull              | "reject"                | must be one of EVICT_OLDEST, EVICT_LEAST_RECENTLY_ACTIVE, REJECT
            whenFull              | ""                      | must be one of EVICT_OLDEST, EVICT_LEAST_RECENTLY_ACTIVE, REJECT
            whenFull              | 0                       | must be one of EVICT_OLDEST, EVICT_LEAST_RECENTLY_ACTIVE, REJECT
            whenFull              | ["REJECT"]              | must be one of EVICT_OLDEST, EVICT_LEAST_RECENTLY_ACTIVE, REJECT
            idleTimeout           | "PT0S"                  | must be between PT1S and 3650 days
            idleTimeout           | "PT0.999S"              | must be between PT1S and 3650 days
            idleTimeout           | "-PT1H"                 | must be between PT1S and 3650 days
            idleTimeout           | "P99999D"               | must be between PT1S and 3650 days
            idleTimeout           | "soon"                  | must be an ISO 8601 duration such as PT12H
            idleTimeout           | "5"                     | must be an ISO 8601 duration such as PT12H
            idleTimeout           | "P1Y"                   | must be an ISO 8601 duration such as PT12H
            idleTimeout           | "PT99999999999999999H"  | must be an ISO 8601 duration such as PT12H
            idleTimeout           | ""                      | must be an ISO 8601 duration such as PT12H
            idleTimeout           | 5                       | must be an ISO 8601 duration such as PT12H
            idleTimeout           | 5.5                     | must be an ISO 8601 duration such as PT12H
            idleTimeout           | [3600]                  | must be an ISO 8601 duration such as PT12H
            absoluteTimeout       | "PT0S"                  | must be between PT1S and 3650 days
            absoluteTimeout       | "P3651D"                | must be between PT1S and 3650 days
            absoluteTimeout       | {}                      | must be an ISO 8601 duration such as PT12H
            allowMultipleSessions | "true"                  | must be true or false
            allowMultipleSessions | 1                       | must be true or false
            allowMultipleSessions | ""                      | must be true or false
            applyNow              | "yes"                   | must be true or false
            applyNow              | 0                       | must be true or false
            """)
    void refusesInvalidValuesNamingTheRule(String setting, String value, String rule) {
        Reply reply = Refusal.ofField(
                setting, () -> DEVICE.client().send("PUT", PATH, "{\"" + setting + "\":" + value + "}"));

        assertThat(reply.text("detail")).isEqualTo(setting + " " + rule);
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "false, 2", "true, 1"})
    void refusesContradictoryNumbersOfSessions(boolean several, int maxSessions) {
        Reply reply = Refusal.ofField(
                "allowMultipleSessions",
                () -> DEVICE.client()
                        .send(
                                "PUT",
                                PATH,
                                "{\"allowMultipleSessions\":%s,\"maxSessions\":%d}".formatted(several, maxSessions)));

        assertThat(reply.text("detail")).isEqualTo("allowMultipleSessions contradicts maxSessions");
    }
}
