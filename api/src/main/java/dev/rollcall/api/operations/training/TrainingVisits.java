package dev.rollcall.api.operations.training;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The visits of one user. What is frequent in production is frequent here, so that profiles fit. */
class TrainingVisits {

    private static final int VISITS_PER_RARE_ONE = 25;

    private static final int STARTS_PER_VISIT = 4;

    private static final int CHECKS_PER_VISIT = 10;

    private static final String DEVICE = "{\"userAgent\":\"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
            + " AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36\",\"ipAddress\":\"192.0.2.7\"}";

    /** The field of the login form with the token against forged requests. */
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"");

    private final TrainingClient client;
    private final TrainingClient browser;
    private final String user;
    private final Clock clock;

    /** @param browser keeps the cookies of the pages, which other requests do not have */
    TrainingVisits(TrainingClient client, TrainingClient browser, String user, Clock clock) {
        this.client = client;
        this.browser = browser;
        this.user = user;
        this.clock = clock;
    }

    void repeatUntil(Instant end, BooleanSupplier stopped) throws IOException, InterruptedException {
        for (int visit = 0;
                !stopped.getAsBoolean() && (visit == 0 || clock.instant().isBefore(end));
                visit++) {
            if (visit % VISITS_PER_RARE_ONE == 0) {
                logIn();
                visitPages();
                administer();
                audit();
            }
            visit(user + "-" + visit);
        }
    }

    private void visit(String name) throws IOException, InterruptedException {
        JsonNode session = start(name);
        for (int i = 0; i < STARTS_PER_VISIT; i++) {
            session = start(name);
        }
        String token = TrainingClient.bearer(session.required("access_token").stringValue());
        for (int i = 0; i < CHECKS_PER_VISIT; i++) {
            client.get("/authorize", token);
        }
        String form = "token=" + session.required("access_token").stringValue();
        client.send("POST", "/oauth2/introspect", TrainingClient.GATEWAY, TrainingClient.FORM, form);
        client.get("/auth/profile", token);
        JsonNode refreshed = client.post(
                "/auth/refresh-token",
                null,
                "{\"refresh_token\":\"" + session.required("refresh_token").stringValue() + "\"}");
        token = TrainingClient.bearer(refreshed.required("access_token").stringValue());
        client.get("/auth/sessions", token);
        client.send("POST", "/auth/logout", token, TrainingClient.JSON, null);
        token = TrainingClient.bearer(start(name).required("access_token").stringValue());
        client.send("POST", "/auth/logout-all", token, TrainingClient.JSON, null);
    }

    private JsonNode start(String name) throws IOException, InterruptedException {
        return client.post("/users/" + name + "/sessions", TrainingClient.GATEWAY, DEVICE);
    }

    private void logIn() throws IOException, InterruptedException {
        String token = logIn("june_doe", "test123");
        client.get("/authorize/anything?and=more", token);
        client.get("/users/june_doe/security-settings", token);
        client.send("POST", "/auth/logout", token, TrainingClient.JSON, null);
    }

    private void visitPages() throws IOException, InterruptedException {
        Matcher csrf = CSRF.matcher(browser.get("/login", null));
        if (csrf.find()) {
            String form = "userName=john_roe&password=test123&_csrf=" + csrf.group(1);
            browser.send("POST", "/login", null, TrainingClient.FORM, form);
        }
        browser.get("/sessions", null);
        client.get("/.well-known/jwks.json", null);
    }

    private void administer() throws IOException, InterruptedException {
        String token = logIn("admin", "admin123");
        client.get("/users/june_doe/sessions", token);
        client.get("/admin/projections", token);
        client.get("/actuator/health/readiness", null);
        client.get("/actuator/prometheus", null);
        client.send("POST", "/auth/logout", token, TrainingClient.JSON, null);
    }

    private void audit() throws IOException, InterruptedException {
        String token = logIn("auditor", "audit123");
        client.get("/audit/sessions?at=" + clock.instant().minusSeconds(1), token);
        client.get("/audit/checkpoint", token);
        client.send("POST", "/auth/logout", token, TrainingClient.JSON, null);
    }

    private String logIn(String name, String password) throws IOException, InterruptedException {
        return TrainingClient.bearer(
                client.post("/auth/login", null, "{\"user_name\":\"" + name + "\",\"password\":\"" + password + "\"}")
                        .required("access_token")
                        .stringValue());
    }
}
