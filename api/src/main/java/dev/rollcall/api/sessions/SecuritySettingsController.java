package dev.rollcall.api.sessions;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.sessions.access.RecentAuthentication;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import dev.rollcall.command.refusal.RecentAuthenticationRequired;
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

/** Shows and changes the rules for a user's sessions. */
@RestController
@RequestMapping(path = "/users/{userId}/security-settings", produces = MediaType.APPLICATION_JSON_VALUE)
class SecuritySettingsController {

    /**
     * The rules in force. Each value is the user's own if set, otherwise an administrator's for this user, otherwise
     * the server's.
     */
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
     * The user's own rules, or the rules that an administrator sets for the user. They replace the earlier ones as a
     * whole: a field that is left out falls back to the administrator's or the server's rule.
     *
     * @param allowMultipleSessions false means the same as {@code maxSessions: 1}
     * @param applyNow whether sessions above the new limit end at once, instead of at the next login
     */
    record SettingsRequest(
            @Nullable Boolean allowMultipleSessions,
            @Nullable Integer maxSessions,
            @Nullable WhenFull whenFull,
            @Nullable Duration idleTimeout,
            @Nullable Duration absoluteTimeout,
            @Nullable Integer maxStartsPerHour,
            @Nullable Boolean applyNow) {

        SecuritySettingsOverride toOverride(SettingsChanges.Choice choice) {
            return new SecuritySettingsOverride(
                    limit(choice), whenFull, idleTimeout, absoluteTimeout, maxStartsPerHour);
        }

        private @Nullable Integer limit(SettingsChanges.Choice choice) {
            if (allowMultipleSessions == null) {
                return maxSessions;
            }
            if (maxSessions != null && allowMultipleSessions == (maxSessions == 1)) {
                throw Problem.invalid("allowMultipleSessions", "contradicts maxSessions");
            }
            if (!allowMultipleSessions) {
                return 1;
            }
            if (maxSessions != null || choice.imposed().maxSessions() != 1) {
                return maxSessions;
            }
            if (choice.bounds().maxSessions() == 1) {
                throw Problem.invalid("allowMultipleSessions", "must be false: only one session is allowed");
            }
            return choice.bounds().maxSessions();
        }
    }

    private final SettingsChanges settings;
    private final KnownUsers users;
    private final RecentAuthentication recent;

    SecuritySettingsController(SettingsChanges settings, KnownUsers users, RecentAuthentication recent) {
        this.settings = settings;
        this.users = users;
        this.recent = recent;
    }

    @GetMapping
    @Operation(summary = "Get the rules for a user's sessions")
    SettingsView getSettings(@PathVariable String userId, @AuthenticationPrincipal Caller caller) {
        return SettingsView.of(settings.inForce(users.require(userId, caller)));
    }

    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Replace a user's rules; they apply from the next login, or at once with applyNow")
    @ProblemResponses({ProblemCode.INSUFFICIENT_USER_AUTHENTICATION, ProblemCode.FORBIDDEN})
    SettingsView putSettings(
            @PathVariable String userId, @AuthenticationPrincipal Caller caller, @RequestBody SettingsRequest request) {
        UserId user = users.require(userId, caller);
        SecuritySettingsOverride override = request.toOverride(settings.choiceOf(caller, user));
        boolean applyNow = Boolean.TRUE.equals(request.applyNow());
        try {
            return SettingsView.of(settings.change(user, override, applyNow, caller, recent.isOf(caller)));
        } catch (RecentAuthenticationRequired refused) {
            throw recent.required(String.valueOf(refused.getMessage()));
        }
    }
}
