package dev.rollcall.testing;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

/** A method and a path pattern that the running application serves. */
public record Operation(String method, String pattern, HandlerMethod handler) {

    /** All of them, as the shared node maps them. */
    public static List<Operation> all() {
        return SharedNode.node().mappings().getHandlerMethods().entrySet().stream()
                .filter(mapping ->
                        mapping.getValue().getBeanType().getPackageName().startsWith("dev.rollcall"))
                .flatMap(mapping -> operations(mapping.getKey(), mapping.getValue()))
                .toList();
    }

    private static Stream<Operation> operations(RequestMappingInfo mapping, HandlerMethod handler) {
        return mapping.getPatternValues().stream()
                .flatMap(pattern -> mapping.getMethodsCondition().getMethods().stream()
                        .map(RequestMethod::name)
                        .map(method -> new Operation(method, pattern, handler)));
    }

    /** Whether nobody else may call it, for whatever user. */
    public boolean isForAdministrators() {
        return Set.of("POST /users", "DELETE /users/{userId}", "PUT /users/{userId}/status")
                .contains(toString());
    }

    /** The path for a device's own user and session. */
    public String path(SignedIn device) {
        return path(device.userId(), device.sessionId());
    }

    public String path(String userId, String sessionId) {
        return pattern.replace("{userId}", userId).replace("{sessionId}", sessionId);
    }

    public boolean has(String variable) {
        return pattern.contains("{" + variable + "}");
    }

    @Override
    public String toString() {
        return method + " " + pattern;
    }
}
