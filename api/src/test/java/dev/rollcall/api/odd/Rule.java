package dev.rollcall.api.odd;

import dev.rollcall.api.odd.CallerKind.Standing;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who may call what, according to docs/http.md and docs/pages.md. Written independently of the code. */
enum Rule {
    ANYONE(
            "POST /auth/login",
            "POST /auth/refresh-token",
            "POST /oauth2/backchannel-logout",
            "POST /auth/password-reset",
            "POST /auth/password-reset-mail",
            "GET /.well-known/jwks.json",
            "GET /audit/key",
            "GET /.well-known/oauth-authorization-server"),
    VALID_TOKEN("POST /auth/bootstrap-session", "POST /logout"),
    SESSION(
            "POST /auth/logout",
            "POST /auth/logout-all",
            "POST /auth/logout-session/{sessionId}",
            "PUT /auth/password",
            "PUT /auth/email",
            "GET /auth/profile",
            "GET /auth/sessions"),
    OWNER(
            "GET /users/{userId}",
            "GET /users/{userId}/sessions",
            "GET /users/{userId}/sessions/events",
            "GET /users/{userId}/sessions/{sessionId}",
            "DELETE /users/{userId}/sessions/{sessionId}",
            "DELETE /users/{userId}/sessions",
            "GET /users/{userId}/security-settings",
            "PUT /users/{userId}/security-settings"),
    START("POST /users/{userId}/sessions"),
    ADMINISTRATOR(
            "POST /users",
            "PUT /users/{userId}/status",
            "PUT /users/{userId}/email",
            "POST /users/{userId}/password-reset",
            "POST /users/{userId}/password-reset-mail",
            "DELETE /users/{userId}",
            "GET /admin/signing-keys",
            "POST /admin/signing-keys",
            "GET /admin/projections",
            "POST /admin/projections/{name}/rebuilds",
            "GET /admin/projections/{name}/rebuilds/{id}",
            "GET /admin/cleanup",
            "POST /admin/cleanup"),
    AUDITOR(
            "GET /audit/users/{userId}/timeline",
            "GET /audit/sessions",
            "GET /audit/sessions/{sessionId}",
            "GET /audit/events",
            "POST /audit/what-if",
            "GET /audit/queries",
            "GET /audit/export",
            "GET /audit/checkpoint",
            "GET /audit/proof/inclusion",
            "GET /audit/proof/consistency"),
    CLIENT("GET /sessions/endings", "POST /oauth2/introspect", "POST /oauth2/revoke"),
    GATEWAY("GET /authorize", "POST /authorize", "* /authorize/", "* /authorize/{first}/**"),
    NOBODY;

    private static final Map<String, Rule> RULES = Stream.of(values())
            .flatMap(rule -> Stream.of(rule.operations).map(operation -> Map.entry(operation, rule)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String[] operations;

    Rule(String... operations) {
        this.operations = operations;
    }

    /** @throws IllegalArgumentException if the operation has no rule */
    static Rule of(Target target) {
        if (target.isPage()) {
            return ofPage(target.pattern());
        }
        Rule rule = RULES.getOrDefault(target.toString(), RULES.get("* " + target.pattern()));
        if (rule == null) {
            throw new IllegalArgumentException("Rule has none for " + target + ": say who may call it");
        }
        return rule;
    }

    private static Rule ofPage(String path) {
        if (path.equals("/") || path.startsWith("/login")) {
            return ANYONE;
        }
        if (path.startsWith("/admin")) {
            return ADMINISTRATOR;
        }
        return path.startsWith("/audit") ? AUDITOR : SESSION;
    }

    /**
     * Whether a caller may perform an operation.
     *
     * @param user the user in the path, null if there is none
     * @param own whether that user is the caller
     */
    boolean allows(Standing standing, @Nullable String user, boolean own) {
        return switch (this) {
            case ANYONE -> true;
            case VALID_TOKEN, GATEWAY -> standing == Standing.TOKEN || standing.hasSession();
            case SESSION -> standing.hasSession();
            case OWNER -> standing.hasSession() && own || standing == Standing.ADMINISTRATOR;
            case START -> standing == Standing.CLIENT || standing != Standing.NOBODY && own;
            case ADMINISTRATOR -> standing == Standing.ADMINISTRATOR;
            case AUDITOR -> standing == Standing.AUDITOR;
            case CLIENT -> standing == Standing.CLIENT;
            case NOBODY -> false;
        };
    }
}
