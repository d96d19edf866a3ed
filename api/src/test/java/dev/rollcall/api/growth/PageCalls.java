package dev.rollcall.api.growth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.Visitor;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One visit of every page, keyed by method and path pattern. Each returns the status. */
final class PageCalls {

    private static final String USER = "june_doe";

    private static final String PASSWORD = "test123";

    /** Answered while another rebuild is running. */
    private static final int CONFLICT = 409;

    private final Client node;
    private final JdbcClient database;
    private final Visitor admin;
    private final Visitor auditor;
    private final WaitingMails mails;
    private final Map<String, Supplier<Integer>> visits = new LinkedHashMap<>();

    /** Where a policy simulation is shown. */
    private String run = "";

    PageCalls(Node node) {
        this.node = node.client();
        this.database = node.bean(JdbcClient.class);
        this.mails = new WaitingMails(node);
        this.admin = new Visitor(node.client()).signIn("admin", "admin123");
        this.auditor = new Visitor(node.client()).signIn("auditor", "audit123");
    }

    Map<String, Supplier<Integer>> all() {
        addUserPages();
        addLoginPages();
        addAdministratorPages();
        addAuditorPages();
        return visits;
    }

    private Visitor user() {
        return new Visitor(node).signIn(USER, PASSWORD);
    }

    private void get(String page, Supplier<Visitor> visitor, String path) {
        visits.put("GET " + page, () -> visitor.get().get(path).status());
    }

    private void post(String page, Supplier<Visitor> visitor, String form, Map<String, String> fields) {
        visits.put("POST " + page, () -> {
            Visitor sender = visitor.get();
            sender.get(form);
            return sender.post(page, fields).status();
        });
    }

    /** Waits for what runs in the background, which reads rows, too, and holds connections. */
    private void awaitNone(String running) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> database.sql("SELECT count(*) FROM " + running)
                                .query(Long.class)
                                .single()
                        == 0);
    }

    private void addUserPages() {
        get("/", this::user, "/");
        get("/sessions", this::user, "/sessions");
        get("/sessions/list", this::user, "/sessions/list");
        get("/sessions/settings", this::user, "/sessions/settings");
        post("/sessions/settings", this::user, "/sessions", Map.of("devices", "ANY", "whenFull", "EVICT_OLDEST"));
        get("/sessions/password", this::user, "/sessions/password");
        post(
                "/sessions/password",
                this::user,
                "/sessions/password",
                Map.of("currentPassword", PASSWORD, "newPassword", PASSWORD + "-" + PASSWORD));
        get("/sessions/email", this::userWithNewPassword, "/sessions/email");
        post(
                "/sessions/email",
                this::userWithNewPassword,
                "/sessions/email",
                Map.of("email", "june@example.org", "currentPassword", PASSWORD + "-" + PASSWORD));
        for (String everybody : new String[] {"others", "everywhere"}) {
            String path = "/sessions/end-" + everybody;
            get(path, this::userWithNewPassword, path);
            post(path, this::userWithNewPassword, path, Map.of());
        }
        post("/sessions/leave", this::userWithNewPassword, "/sessions", Map.of());
        visits.put(
                "GET /sessions/{sessionId}/end",
                () -> userWithNewPassword().get(ending()).status());
        visits.put("POST /sessions/{sessionId}/end", () -> {
            Visitor sender = userWithNewPassword();
            String ending = ending();
            sender.get(ending);
            return sender.post(ending, Map.of()).status();
        });
        visits.put("GET /sessions/events", () -> {
            Visitor visitor = userWithNewPassword();
            node.with("Cookie", "rollcall=" + visitor.cookie("rollcall")).stream("/sessions/events")
                    .close();
            return 200;
        });
    }

    /** Signs in with the changed password. */
    private Visitor userWithNewPassword() {
        return new Visitor(node).signIn(USER, PASSWORD + "-" + PASSWORD);
    }

    private String ending() {
        return "/sessions/" + userWithNewPassword().sessionId() + "/end";
    }

    private void addLoginPages() {
        get("/login", () -> new Visitor(node), "/login");
        visits.put(
                "POST /login",
                () -> new Visitor(node).login(USER, PASSWORD + "-" + PASSWORD).status());
        SignedIn first = node.signIn("admin", "admin123");
        first.client().post("/users", Map.of("userName", "full", "password", "correct horse"));
        SignedIn full = node.signIn("full", "correct horse").settings(Map.of("maxSessions", 1, "whenFull", "REJECT"));
        Visitor refused = new Visitor(node);
        visits.put("GET /login/replace", () -> {
            refused.login("full", "correct horse");
            return refused.get("/login/replace").status();
        });
        get("/login/reset", () -> new Visitor(node), "/login/reset");
        get("/login/forgot", () -> new Visitor(node), "/login/forgot");
        visits.put("POST /login/forgot", () -> {
            Visitor forgetful = new Visitor(node);
            forgetful.get("/login/forgot");
            return mails.awaitNone(
                    forgetful.post("/login/forgot", Map.of("userName", USER)).status());
        });
        visits.put("POST /login/reset", () -> {
            first.client().post("/users", Map.of("userName", "forgetful", "password", "correct horse"));
            String code = first.client().post("/users/forgetful/password-reset").text("code");
            Visitor forgetful = new Visitor(node);
            forgetful.get("/login/reset");
            return forgetful
                    .post("/login/reset", Map.of("code", code, "newPassword", "correct staple"))
                    .status();
        });
        visits.put("POST /login/new-password", () -> {
            String user = "temporary-" + UUID.randomUUID();
            first.client().post("/users", Map.of("userName", user, "password", "correct horse"));
            database.sql("UPDATE account SET must_change_password = true WHERE user_id = ?")
                    .param(user)
                    .update();
            Visitor visitor = new Visitor(node);
            visitor.login(user, "correct horse");
            return visitor.post("/login/new-password", Map.of("newPassword", "correct staple"))
                    .status();
        });
        visits.put(
                "POST /login/replace",
                () -> refused.post("/login/replace", Map.of("session", full.sessionId()))
                        .status());
    }

    private void addAdministratorPages() {
        Supplier<Visitor> visitor = () -> admin;
        get("/admin", visitor, "/admin");
        get("/admin/page/service", visitor, "/admin/page/service");
        visits.put(
                "GET /admin/page/users",
                () -> Stream.of("user-2917", "ER-2917", "no such", "u", "")
                        .mapToInt(part -> admin.get("/admin/page/users?part=" + URLEncoder.encode(part, UTF_8))
                                .status())
                        .max()
                        .orElseThrow());
        get("/admin/page/user", visitor, "/admin/page/user?user=user-21");
        get("/admin/page/user/end-all", visitor, "/admin/page/user/end-all?user=user-22");
        post("/admin/page/user/end-all", visitor, "/admin", Map.of("user", "user-22"));
        String status = "/admin/page/user/status";
        get(status, visitor, status + "?user=user-23&status=DISABLED");
        post(status, visitor, "/admin", Map.of("user", "user-23", "status", "DISABLED"));
        String link = "/admin/page/user/password-reset";
        get(link, visitor, link + "?user=user-25");
        post(link, visitor, "/admin", Map.of("user", "user-25"));
        String email = "/admin/page/user/email";
        get(email, visitor, email + "?user=user-25");
        post(email, visitor, "/admin", Map.of("user", "user-25", "email", "u25@example.org"));
        get(link + "-mail", visitor, link + "-mail?user=user-25");
        visits.put(
                "POST " + link + "-mail",
                () -> mails.awaitNone(
                        admin.post(link + "-mail", Map.of("user", "user-25")).status()));
        String end = "/admin/page/user/end";
        visits.put(
                "GET " + end,
                () -> admin.get(end + "?user=user-24&session="
                                + node.start("user-24").sessionId())
                        .status());
        visits.put(
                "POST " + end,
                () -> admin.post(
                                end,
                                Map.of(
                                        "user",
                                        "user-24",
                                        "session",
                                        node.start("user-24").sessionId()))
                        .status());
        get("/admin/page/signing-key", visitor, "/admin/page/signing-key");
        post("/admin/page/signing-key", visitor, "/admin", Map.of());
        String rebuild = "/admin/page/rebuild";
        get(rebuild, visitor, rebuild + "?projection=live-sessions");
        visits.put("POST " + rebuild, () -> {
            Map<String, String> fields = Map.of("projection", "session-history", "dryRun", "true");
            admin.get("/admin");
            return await().atMost(Duration.ofMinutes(10))
                    .until(() -> admin.post(rebuild, fields).status(), answer -> answer != CONFLICT);
        });
        get(rebuild + "/progress", visitor, rebuild + "/progress?projection=session-history&id=1");
        get("/admin/page/cleanup", visitor, "/admin/page/cleanup");
        visits.put("POST /admin/page/cleanup", () -> {
            admin.get("/admin");
            int answer =
                    admin.post("/admin/page/cleanup", Map.of("dryRun", "true")).status();
            awaitNone("sweep_progress WHERE finished_at IS NULL");
            return answer;
        });
    }

    private void addAuditorPages() {
        Supplier<Visitor> visitor = () -> auditor;
        get("/audit", visitor, "/audit?user=user-25");
        get("/audit/page/sessions", visitor, "/audit/page/sessions?user=user-25");
        get("/audit/page/account", visitor, "/audit/page/account?user=admin");
        get("/audit/page/signed-in", visitor, "/audit/page/signed-in?span=MONTH");
        visits.put(
                "GET /audit/page/session",
                () -> auditor.get("/audit/page/session?id="
                                + node.start("user-26").sessionId())
                        .status());
        String whatIf = "/audit/page/what-if";
        get(whatIf, visitor, whatIf);
        visits.put("POST " + whatIf, () -> {
            auditor.get(whatIf);
            run = auditor.post(
                            whatIf,
                            Map.of(
                                    "from",
                                    "2026-01-01T00:00",
                                    "to",
                                    "2026-01-01T01:00",
                                    "maxSessions",
                                    "1",
                                    "whenFull",
                                    "REJECT"))
                    .location();
            awaitNone("policy_simulation WHERE state = 'RUNNING'");
            return run.isEmpty() ? CONFLICT : 303;
        });
        visits.put("GET " + whatIf + "/run", () -> auditor.get(run).status());
        visits.put(
                "GET " + whatIf + "/progress",
                () -> auditor.get(run.replace("/run", "/progress")).status());
        get("/audit/page/log", visitor, "/audit/page/log?user=user-25&sequence=1");
        get("/audit/page/export", visitor, "/audit/page/export?from=5000&to=6000");
    }
}
