package dev.rollcall.api.odd;

import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Users whom no odd request may affect, although their names and sessions occur in many requests. */
record Bystanders(TestDatabase database, List<SignedIn> devices, String secretLabel, String password) {

    /** The names of the bystanders and of the demo users. */
    private static final String NAMES = "bystander-.*|june_doe|john_roe|admin|auditor";

    /** Everything stored about them, including activity and refreshes. */
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

    /** Returns the accounts that belong neither to them nor to the senders of odd requests. */
    Set<String> otherAccounts() {
        return new TreeSet<>(database.jdbc()
                .queryForList("SELECT user_id FROM account WHERE user_id !~ '^(odd-.*|" + NAMES + ")$'", String.class));
    }

    /** Returns texts that no answer to others may contain, and that no request contains. */
    List<String> secrets() {
        SignedIn user = devices.get(0);
        return List.of(secretLabel, password, user.refreshToken(), user.accessToken());
    }
}
