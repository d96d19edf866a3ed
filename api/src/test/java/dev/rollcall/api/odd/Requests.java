package dev.rollcall.api.odd;

import dev.rollcall.testing.SignedIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Makes the requests to one target: a plausible request with up to three twists. */
record Requests(Target target, Scene scene, long seed) {

    /** A request and its twists. */
    record Made(Wire wire, byte[] bytes, List<String> twists) {

        @Override
        public String toString() {
            return wire.target + " by " + wire.caller + " with " + twists;
        }
    }

    Made make(int index) {
        Chance chance = Chance.of(seed, target, index);
        CallerKind caller = caller(chance);
        Wire wire = plain(caller, chance);
        List<String> names = new ArrayList<>();
        int twists = chance.of(0, 1, 1, 1, 1, 2, 2, 3);
        for (int i = 0; i < twists; i++) {
            Twist twist = chance.pick(Twist.ALL);
            twist.change().accept(wire, chance);
            names.add(twist.name());
        }
        return new Made(wire, wire.bytes(), names);
    }

    /** Picks a caller. Half of the requests come from callers with permission, unless that is costly. */
    private CallerKind caller(Chance chance) {
        List<CallerKind> fit = Stream.of(CallerKind.values())
                .filter(kind -> Rule.of(target).allows(kind.standing(target.isPage()), "", true))
                .toList();
        boolean costly = target.isCostly() && chance.below(25) != 0;
        List<CallerKind> others = costly
                ? Stream.of(CallerKind.values())
                        .filter(kind -> !fit.contains(kind))
                        .toList()
                : List.of(CallerKind.values());
        return chance.pick(!costly && chance.oneIn(2) || others.isEmpty() ? fit : others);
    }

    private Wire plain(CallerKind caller, Chance chance) {
        SignedIn stranger = caller.actsForOthers() ? scene.victim() : scene.bystander();
        Wire wire = new Wire(target, caller, stranger.userId(), stranger.sessionId());
        wire.path = path(caller, chance, stranger);
        wire.plainPath = wire.path;
        wire.headers.add("Host: localhost");
        String credentials = scene.credentials(caller);
        if (!credentials.isEmpty()) {
            wire.headers.add(credentials);
        }
        Plausible plausible = new Plausible(scene, caller, chance);
        for (Target.Field parameter : target.parameters()) {
            if (!chance.oneIn(3)) {
                wire.query.add(parameter.name() + "=" + Texts.encoded(plausible.text(parameter)));
            }
        }
        addMembers(wire, plausible, chance);
        if (target.pattern().startsWith("/authorize")) {
            wire.headers.add("X-Original-Method: " + chance.of("GET", "POST"));
            wire.headers.add("X-Original-URI: "
                    + chance.of("/x", "/auth/bootstrap-session", "/users/" + scene.userId(caller) + "/sessions"));
            if (caller.hasCookie()) {
                addMetadata(wire, chance);
            }
        }
        return wire;
    }

    /** Adds what a gateway and a browser say about a request for an application. */
    private static void addMetadata(Wire wire, Chance chance) {
        String host = World.APPLICATION;
        wire.headers.add("X-Forwarded-Host: " + chance.of(host, host, host, "evil.example"));
        wire.headers.add("Accept: " + chance.of("text/html", "*/*"));
        if (chance.oneIn(2)) {
            wire.headers.add("Sec-Fetch-Site: " + chance.of("same-origin", "same-site", "cross-site", "none"));
            wire.headers.add("Sec-Fetch-Mode: " + chance.of("navigate", "cors"));
            wire.headers.add("Sec-Fetch-Dest: " + chance.of("document", "empty"));
        } else if (chance.oneIn(2)) {
            wire.headers.add("Origin: http://" + chance.of(host, "evil.example"));
        }
    }

    private void addMembers(Wire wire, Plausible plausible, Chance chance) {
        boolean form = target.isForm();
        for (Target.Field member : target.members()) {
            if (isGiven(member, chance)) {
                String value = form ? Texts.encoded(plausible.text(member)) : plausible.json(member);
                wire.members.put(member.name(), value);
            }
        }
        if (form) {
            wire.format = Wire.Format.FORM;
            wire.headers.add("Content-Type: application/x-www-form-urlencoded");
            if (target.isPage() && !chance.oneIn(10)) {
                wire.members.put("_csrf", Texts.encoded(scene.world().csrfToken));
            }
        } else if (!target.members().isEmpty()) {
            wire.format = Wire.Format.JSON;
            wire.headers.add("Content-Type: application/json");
        }
    }

    /** Passwords are rare, because checking one takes a hundred times as long as everything else. */
    private static boolean isGiven(Target.Field member, Chance chance) {
        return member.name().toLowerCase(Locale.ROOT).contains("password") ? chance.oneIn(5) : !chance.oneIn(10);
    }

    private String path(CallerKind caller, Chance chance, SignedIn stranger) {
        boolean foreign = caller.actsForOthers() || chance.oneIn(4);
        String user = foreign ? stranger.userId() : scene.userId(caller);
        SignedIn session = chance.of(scene.device(caller), scene.otherDevice(), stranger);
        return target.pattern()
                .replace("{userId}", user)
                .replace("{sessionId}", session.sessionId())
                .replace("{name}", chance.of("live-sessions", "session-history", "none"))
                .replace("{id}", chance.of("1", "2", "x"))
                .replace("{first}/**", chance.of("auth/bootstrap-session", "users/" + user + "/sessions", "x/y"));
    }
}
