package dev.rollcall.api.odd;

import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Users whom nobody who sends odd requests may touch, though their names and sessions are in many of them. */
record Bystanders(TestDatabase database, List<SignedIn> devices, String secretLabel, String password) {

    /** Theirs and the demo's. */
    private static final String NAMES = "bystander-.*|june_doe|john_roe|admin|auditor";

    /** What there is about them; use and refreshes included. */
    private static final String FACTS = """
            SELECT (SELECT string_agg(a::text, ' ' ORDER BY user_id) FROM account a WHERE user_id ~ :who)
                || (SELECT string_agg(s::text, ' ' ORDER BY session_id) FROM live_session s WHERE user_id ~ :who)
                || (SELECT count(*) FROM user_security_settings WHERE user_id ~ :who)
                || (SELECT coalesce(string_agg(r::text, ' '), '') FROM refresh_generation r
                        JOIN live_session USING (session_id) WHERE user_id ~ :who)
                || (SELECT count(*) FROM domain_event_entry WHERE aggregate_identifier ~ :who)
            """.replace(":who", "'^(" + NAMES + ")$'");

    static Bystanders in(World world) {
        String label = "label-of-a-bystander";
        List<SignedIn> devices = List.of("bystander-user", "bystander-admin", "bystander-auditor").stream()
                .map(name -> start(world, name, label))
                .toList();
        return new Bystanders(world.database, devices, label, "correct horse");
    }

    private static SignedIn start(World world, String name, String label) {
        String role = name.replace("bystander-", "").toUpperCase(Locale.ROOT);
        String admin = world.client.start("admin").accessToken();
        world.client.bearer(admin).post("/users", Map.of("userName", name, "password", "correct horse", "role", role));
        Map<String, String> login = Map.of("userName", name, "password", "correct horse", "deviceLabel", label);
        world.client.post("/auth/login", login);
        return new SignedIn(world.client, world.client.post("/auth/login", login));
    }

    String facts() {
        return String.valueOf(database.jdbc().queryForObject(FACTS, String.class));
    }

    /** The accounts that are neither theirs nor of those who send odd requests. */
    Set<String> otherAccounts() {
        return new TreeSet<>(database.jdbc()
                .queryForList("SELECT user_id FROM account WHERE user_id !~ '^(odd-.*|" + NAMES + ")$'", String.class));
    }

    /** What an answer to somebody else must not tell: what no request has said. */
    List<String> secrets() {
        SignedIn user = devices.get(0);
        return List.of(secretLabel, password, user.refreshToken(), user.accessToken());
    }
}
