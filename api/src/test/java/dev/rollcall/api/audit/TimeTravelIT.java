package dev.rollcall.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.event.ExpiryCause;
import dev.rollcall.event.SessionId;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** C-4: who was signed in at any moment, compared with a plain replay of random histories. */
class TimeTravelIT {

    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final Node NODE = Node.start(DATABASE);

    private static final Random RANDOM = new Random(4711);

    private final Client auditor = NODE.client().signIn("auditor", "audit123").client();

    /** The expected life of a session, computed without the service. */
    private record Life(String user, Instant start, Instant end) {}

    @AfterAll
    static void stop() {
        NODE.close();
    }

    @Test
    void agreesWithAReplayOfTheEventsAtAnyMoment() {
        Map<String, Life> lives = new LinkedHashMap<>();
        List<PastEvents> users = IntStream.range(0, 12)
                .mapToObj(user -> addHistory("traveller-" + user, lives))
                .toList();
        PastEvents.happen(NODE, users);
        List<Instant> moments = new ArrayList<>(List.of(BEGIN.minusMillis(1), BEGIN.plus(Duration.ofDays(30))));
        lives.values().stream()
                .limit(40)
                .forEach(life -> moments.addAll(List.of(
                        life.start(),
                        life.start().minusMillis(1),
                        life.end(),
                        life.end().minusMillis(1))));

        for (Instant moment : moments) {
            assertThat(signedIn(moment, "", 200)).as("at " + moment).isEqualTo(expected(lives, moment, null));
        }
        for (Instant moment : moments.subList(0, 30)) {
            assertThat(signedIn(moment, "", 3)).isEqualTo(expected(lives, moment, null));
            assertThat(signedIn(moment, "&userId=traveller-3", 2)).isEqualTo(expected(lives, moment, "traveller-3"));
        }
    }

    /** Adds a random history to a user, in steps of ten minutes, so that many events have the same time. */
    private static PastEvents addHistory(String user, Map<String, Life> lives) {
        PastEvents events = new PastEvents(user);
        Instant now = BEGIN;
        List<SessionId> live = new ArrayList<>();
        for (int step = 0; step < 30; step++) {
            now = now.plus(Duration.ofMinutes(10L * RANDOM.nextInt(4)));
            expireDue(events, live, lives, now);
            if (live.isEmpty() || RANDOM.nextInt(3) > 0) {
                SessionId session = events.started(now);
                live.add(session);
                lives.put(session.value(), new Life(user, now, now.plus(PastEvents.IDLE)));
            } else {
                end(events, live, lives, now);
            }
        }
        return events;
    }

    private static void expireDue(PastEvents events, List<SessionId> live, Map<String, Life> lives, Instant now) {
        for (SessionId session : List.copyOf(live)) {
            Instant due = Objects.requireNonNull(lives.get(session.value())).end();
            if (!due.isAfter(now)) {
                events.expired(session, ExpiryCause.IDLE, due);
                live.remove(session);
            }
        }
    }

    private static void end(PastEvents events, List<SessionId> live, Map<String, Life> lives, Instant now) {
        SessionId session = live.get(0);
        List<SessionId> ended = List.of(session);
        switch (RANDOM.nextInt(3)) {
            case 0 -> events.ended(session, now);
            case 1 -> events.evicted(session, null, now);
            default -> {
                ended = List.copyOf(live);
                events.allEnded(ended, null, now);
            }
        }
        live.removeAll(ended);
        ended.forEach(
                id -> lives.computeIfPresent(id.value(), (key, life) -> new Life(life.user(), life.start(), now)));
    }

    private static Set<String> expected(Map<String, Life> lives, Instant moment, @Nullable String user) {
        Set<String> live = new HashSet<>();
        lives.forEach((session, life) -> {
            if (!life.start().isAfter(moment)
                    && life.end().isAfter(moment)
                    && (user == null || user.equals(life.user()))) {
                live.add(session);
            }
        });
        return live;
    }

    private Set<String> signedIn(Instant moment, String filter, int limit) {
        Set<String> found = new HashSet<>();
        String path = "/audit/sessions?at=" + moment + filter + "&limit=" + limit;
        Reply page = auditor.get(path);
        while (true) {
            assertThat(page.status()).as(page.toString()).isEqualTo(200);
            assertThat(page.at("settled").asBoolean()).isTrue();
            for (String session : page.texts("sessions", "sessionId")) {
                assertThat(found.add(session)).as("comes once").isTrue();
            }
            if (page.text("next").isEmpty()) {
                return found;
            }
            page = auditor.get(path + "&cursor=" + page.text("next"));
        }
    }
}
