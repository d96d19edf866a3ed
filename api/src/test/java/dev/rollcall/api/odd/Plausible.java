package dev.rollcall.api.odd;

import dev.rollcall.testing.SignedIn;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/** Plausible values. An odd request is odd in one or two respects, and would be accepted otherwise. */
final class Plausible {

    private static final String PASSWORD = "test123";

    private final Scene scene;
    private final CallerKind caller;
    private final Chance chance;

    Plausible(Scene scene, CallerKind caller, Chance chance) {
        this.scene = scene;
        this.caller = caller;
        this.chance = chance;
    }

    /** Returns a value as JSON. */
    String json(Target.Field field) {
        if (field.type().isRecord()) {
            return Target.membersOf(field.type())
                    .map(member -> Texts.json(member.name()) + ":" + json(member))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        String value = text(field);
        boolean text = field.type() == String.class
                || field.type() == Duration.class
                || field.type().isEnum();
        return text ? Texts.json(value) : value;
    }

    /** Returns a value for a form or a query, not encoded. */
    String text(Target.Field field) {
        if (field.type() == boolean.class || field.type() == Boolean.class) {
            return chance.of("true", "false");
        }
        if (field.type() == long.class || field.type() == Long.class) {
            return chance.of("0", "1", "2", "5");
        }
        SignedIn device = scene.device(caller);
        return switch (field.name()) {
            case "userName", "user", "userId" ->
                chance.oneIn(3) ? scene.victim().userId() : device.userId();
            case "password", "currentPassword", "passwordAgain" -> chance.oneIn(20) ? PASSWORD : "wrong";
            case "newPassword" -> "correct horse " + chance.below(1_000);
            case "session" ->
                chance.of(device, scene.otherDevice(), scene.victim()).sessionId();
            case "id" -> chance.of("1", "2", device.sessionId());
            case "token", "refresh_token" -> chance.of(device.accessToken(), device.refreshToken());
            case "at" -> Instant.now().toString();
            case "from" -> "2026-01-01T00:00:00Z";
            case "to" ->
                chance.of("2026-01-02T00:00:00Z", "/sessions", Instant.now().toString());
            case "projection", "name" -> chance.of("live-sessions", "session-history");
            default -> other(field.name());
        };
    }

    private String other(String name) {
        return switch (name) {
            case "whenFull" -> chance.of("EVICT_OLDEST", "EVICT_LEAST_RECENTLY_ACTIVE", "REJECT");
            case "idleTimeout", "absoluteTimeout" -> chance.of("PT1H", "PT12H");
            case "maxSessions" -> chance.of("1", "3", "50");
            case "maxStartsPerHour", "sequence" -> "0";
            case "number", "index", "size", "limit" -> chance.of("1", "2", "50");
            case "devices" -> chance.of("ONE", "SOME", "ANY");
            case "email" -> chance.of("june@example.org", "");
            case "role" -> chance.of("USER", "AUDITOR", "ADMIN");
            case "status" -> chance.of("ACTIVE", "DISABLED");
            case "type" -> chance.of("SessionStarted", "SessionTerminated");
            case "order" -> chance.of("newest", "oldest");
            case "except" -> "current";
            case "ipAddress" -> chance.of("192.0.2.1", "2001:db8::1");
            case "applyNow", "endOthers", "endOtherSessions" -> chance.of("true", "false");
            default -> "some " + name;
        };
    }
}
