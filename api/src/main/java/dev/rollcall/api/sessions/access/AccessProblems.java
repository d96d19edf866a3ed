package dev.rollcall.api.sessions.access;

import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Says why somebody may not call what they called. */
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
                && caller.getPrincipal() instanceof SessionlessHolder newcomer
                && (user == null || user.equals(newcomer.getName()))) {
            return new Problem(ProblemCode.SESSION_REQUIRED, "Start a session with POST /auth/bootstrap-session.");
        }
        return user == null || user.equals(nameOf(caller))
                ? new Problem(ProblemCode.FORBIDDEN, "Your role does not allow it.")
                : new Problem(ProblemCode.USER_MISMATCH, "Use the path of your own user id.");
    }

    private static @Nullable String nameOf(@Nullable Authentication caller) {
        return caller == null ? null : caller.getName();
    }
}
