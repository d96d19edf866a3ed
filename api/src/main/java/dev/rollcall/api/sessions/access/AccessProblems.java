package dev.rollcall.api.sessions.access;

import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Tells why a request is denied: it has no credentials, or the caller lacks the right. */
final class AccessProblems {

    private AccessProblems() {}

    static Problem ofNobody(HttpServletRequest request) {
        return SecurityConfiguration.CLIENT_PATHS.matches(request)
                ? new Problem(ProblemCode.INVALID_CLIENT, "Send the client's id and secret.")
                : new Problem(ProblemCode.TOKEN_REQUIRED, "Send a bearer token.");
    }

    static Problem ofCaller(HttpServletRequest request) {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        String user =
                SecurityConfiguration.USER_PATHS.matcher(request).getVariables().get("userId");
        if (caller != null
                && caller.getPrincipal() instanceof SessionlessHolder sessionless
                && (user == null || user.equals(sessionless.getName()))) {
            return new Problem(ProblemCode.SESSION_REQUIRED, "Start a session with POST /auth/bootstrap-session.");
        }
        return user == null || user.equals(nameOf(caller))
                ? new Problem(ProblemCode.FORBIDDEN, "Your role does not allow this.")
                : new Problem(ProblemCode.USER_MISMATCH, "Use your own user id in the path.");
    }

    private static @Nullable String nameOf(@Nullable Authentication caller) {
        return caller == null ? null : caller.getName();
    }
}
