package dev.rollcall.api.pages.audit;

import dev.rollcall.api.audit.Rfc3339;
import dev.rollcall.api.audit.simulation.SimulatedPolicy;
import dev.rollcall.api.audit.simulation.SimulationRequest;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.event.SecuritySettings;
import dev.rollcall.event.WhenFull;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A period and a policy, as an auditor types them. Empty timeouts stay as they were recorded.
 *
 * @param maxSessions 0 for any number
 * @param maxStartsPerHour empty or 0 for any number
 * @param idleTimeout in minutes
 * @param absoluteTimeout in hours
 */
record WhatIfForm(
        @Nullable String from,
        @Nullable String to,
        @Nullable String maxSessions,
        @Nullable String whenFull,
        @Nullable String maxStartsPerHour,
        @Nullable String idleTimeout,
        @Nullable String absoluteTimeout) {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,7}");

    private static final Duration PERIOD = Duration.ofDays(7);

    /** @param now a whole second */
    static WhatIfForm lastWeek(Instant now, SecuritySettings policy) {
        return new WhatIfForm(
                now.minus(PERIOD).toString().replace("Z", ""),
                now.toString().replace("Z", ""),
                Integer.toString(policy.maxSessions()),
                policy.whenFull().name(),
                "",
                "",
                "");
    }

    /** @throws Problem {@code INVALID_REQUEST}, naming the field */
    SimulationRequest toRequest() {
        return new SimulationRequest(time("from", from), time("to", to), toPolicy());
    }

    private SimulatedPolicy toPolicy() {
        Integer sessions = number("maxSessions", maxSessions);
        if (sessions == null) {
            throw Problem.invalid("maxSessions", "is required");
        }
        Integer minutes = number("idleTimeout", idleTimeout);
        Integer hours = number("absoluteTimeout", absoluteTimeout);
        return new SimulatedPolicy(
                sessions,
                toWhenFull(),
                minutes == null ? null : Duration.ofMinutes(minutes),
                hours == null ? null : Duration.ofHours(hours),
                number("maxStartsPerHour", maxStartsPerHour));
    }

    private WhenFull toWhenFull() {
        return Arrays.stream(WhenFull.values())
                .filter(choice -> choice.name().equals(whenFull))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("whenFull", "must be one of the choices"));
    }

    private static Instant time(String field, @Nullable String typed) {
        String time = Fields.time(typed);
        if (time == null) {
            throw Problem.invalid(field, "is required");
        }
        return Rfc3339.parse(field, time);
    }

    private static @Nullable Integer number(String field, @Nullable String typed) {
        String number = Fields.text(typed);
        if (number == null) {
            return null;
        }
        if (!NUMBER.matcher(number).matches()) {
            throw Problem.invalid(field, "must be a whole number, 0 or more");
        }
        return Integer.valueOf(number);
    }
}
