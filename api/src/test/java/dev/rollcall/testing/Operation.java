package dev.rollcall.testing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.util.pattern.PathPatternParser;

/** A method and path pattern of the API, as mapped by the running application; pages are not included. */
public record Operation(String method, String pattern, HandlerMethod handler) {

    private static final String ADMINISTRATOR =
            SharedNode.client().signIn("admin", "admin123").accessToken();

    private static final String AUDITOR = newAuditor();

    /** Creates an auditor, because other tests end the sessions of the demo's auditor. */
    private static String newAuditor() {
        Map<String, String> user = Map.of("userName", "their-auditor", "password", "correct horse", "role", "AUDITOR");
        SharedNode.client().bearer(ADMINISTRATOR).post("/users", user);
        return SharedNode.client().signIn("their-auditor", "correct horse").accessToken();
    }

    /** Returns all operations that the shared node maps. */
    public static List<Operation> all() {
        return SharedNode.node().mappings().getHandlerMethods().entrySet().stream()
                .filter(mapping ->
                        mapping.getValue().getBeanType().getPackageName().startsWith("dev.rollcall"))
                .filter(mapping ->
                        AnnotatedElementUtils.hasAnnotation(mapping.getValue().getBeanType(), ResponseBody.class))
                .flatMap(mapping -> operations(mapping.getKey(), mapping.getValue()))
                .toList();
    }

    private static Stream<Operation> operations(RequestMappingInfo mapping, HandlerMethod handler) {
        return mapping.getPatternValues().stream()
                .flatMap(pattern -> mapping.getMethodsCondition().getMethods().stream()
                        .map(RequestMethod::name)
                        .map(method -> new Operation(method, pattern, handler)));
    }

    /** Whether the pattern matches the path, even if another operation takes precedence. */
    public boolean serves(String path) {
        return PathPatternParser.defaultInstance.parse(pattern).matches(PathContainer.parsePath(path));
    }

    /** Whether it is for administrators only. */
    public boolean isForAdministrators() {
        return pattern.startsWith("/admin/")
                || Set.of(
                                "POST /users",
                                "DELETE /users/{userId}",
                                "PUT /users/{userId}/status",
                                "PUT /users/{userId}/email",
                                "POST /users/{userId}/password-reset",
                                "POST /users/{userId}/password-reset-mail")
                        .contains(toString());
    }

    /** Whether it is for auditors only. */
    public boolean isForAuditors() {
        return pattern.startsWith("/audit/") && !pattern.equals("/audit/key");
    }

    /** Returns the path with the device's user and session. */
    public String path(SignedIn device) {
        return path(device.userId(), device.sessionId());
    }

    public String path(String userId, String sessionId) {
        return pattern.replace("{userId}", userId)
                .replace("{sessionId}", sessionId)
                .replace("{name}", "live-sessions")
                .replace("{id}", "1");
    }

    /**
     * Returns an {@code Authorization} header with permission: that of the device, or of a user with the required role.
     */
    public String authorization(SignedIn device) {
        if (isForClients()) {
            return Client.GATEWAY;
        }
        if (isForAuditors()) {
            return "Bearer " + AUDITOR;
        }
        return "Bearer " + (isForAdministrators() ? ADMINISTRATOR : device.accessToken());
    }

    public Client caller(SignedIn device) {
        return device.anonymous().with("Authorization", authorization(device));
    }

    /** Whether it is for trusted clients only. */
    public boolean isForClients() {
        return pattern.matches("/oauth2/(introspect|revoke)") || pattern.equals("/sessions/endings");
    }

    /** Returns the content type of its body, if it takes one. */
    public String contentType() {
        return pattern.startsWith("/oauth2/") ? "application/x-www-form-urlencoded" : "application/json";
    }

    public boolean has(String variable) {
        return pattern.contains("{" + variable + "}");
    }

    @Override
    public String toString() {
        return method + " " + pattern;
    }
}
