package dev.rollcall.api.sessions;

import dev.rollcall.api.problem.Problem;
import dev.rollcall.api.security.Caller;
import dev.rollcall.event.SecuritySettings;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.UserId;
import dev.rollcall.event.WhenFull;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rules for a user's sessions. */
@RestController
@RequestMapping(path = "/users/{userId}/security-settings", produces = MediaType.APPLICATION_JSON_VALUE)
class SecuritySettingsController {

    /** The rules in force: the user's own where there are any, else the server's. */
    record SettingsView(
            boolean allowMultipleSessions,
            int maxSessions,
            WhenFull whenFull,
            Duration idleTimeout,
            Duration absoluteTimeout,
            int maxStartsPerHour) {

        static SettingsView of(SecuritySettings settings) {
            return new SettingsView(
                    settings.maxSessions() != 1,
                    settings.maxSessions(),
                    settings.whenFull(),
                    settings.idleTimeout(),
                    settings.absoluteTimeout(),
                    settings.maxStartsPerHour());
        }
    }

    /**
     * The user's own rules, which replace those before; what is left out is as the server has it.
     *
     * @param allowMultipleSessions false is another way to say {@code maxSessions: 1}
     * @param applyNow whether sessions above the new limit end at once, instead of with the next login
     */
    record SettingsRequest(
            @Nullable Boolean allowMultipleSessions,
            @Nullable Integer maxSessions,
            @Nullable WhenFull whenFull,
            @Nullable Duration idleTimeout,
            @Nullable Duration absoluteTimeout,
            @Nullable Integer maxStartsPerHour,
            @Nullable Boolean applyNow) {

        SecuritySettingsOverride toOverride(SecuritySettings server) {
            return new SecuritySettingsOverride(
                    limit(server), whenFull, idleTimeout, absoluteTimeout, maxStartsPerHour);
        }

        private @Nullable Integer limit(SecuritySettings server) {
            if (allowMultipleSessions == null) {
                return maxSessions;
            }
            if (maxSessions != null && allowMultipleSessions == (maxSessions == 1)) {
                throw Problem.invalid("allowMultipleSessions", "contradicts maxSessions");
            }
            if (!allowMultipleSessions) {
                return 1;
            }
            return maxSessions == null && server.maxSessions() == 1 ? Integer.valueOf(0) : maxSessions;
        }
    }

    private final SettingsChanges settings;
    private final KnownUsers users;

    SecuritySettingsController(SettingsChanges settings, KnownUsers users) {
        this.settings = settings;
        this.users = users;
    }

    @GetMapping
    @Operation(summary = "The rules for a user's sessions")
    SettingsView getSettings(@PathVariable String userId, @AuthenticationPrincipal Caller caller) {
        return SettingsView.of(settings.inForce(users.require(userId, caller)));
    }

    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Replace a user's own rules; they apply from the next login on, or now with applyNow")
    SettingsView putSettings(
            @PathVariable String userId, @AuthenticationPrincipal Caller caller, @RequestBody SettingsRequest request) {
        UserId user = users.require(userId, caller);
        return SettingsView.of(settings.change(
                user, request.toOverride(settings.server()), Boolean.TRUE.equals(request.applyNow()), caller));
    }
}
