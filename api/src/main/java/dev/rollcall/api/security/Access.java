package dev.rollcall.api.security;

import dev.rollcall.api.accounts.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Rules about the caller and, where a path has one, its {@code userId}. */
enum Access implements AuthorizationManager<RequestAuthorizationContext> {
    SESSION((principal, userId) -> principal instanceof Caller),
    ADMINISTRATOR((principal, userId) -> principal instanceof Caller caller && caller.role() == Role.ADMIN),
    OWNER_OR_ADMINISTRATOR((principal, userId) ->
            principal instanceof Caller caller && (owns(caller, userId) || caller.role() == Role.ADMIN)),
    OWNER_OR_TRUSTED_CLIENT((principal, userId) ->
            principal instanceof TrustedClient || principal instanceof Caller caller && owns(caller, userId));

    private final BiPredicate<Object, @Nullable String> rule;

    Access(BiPredicate<Object, @Nullable String> rule) {
        this.rule = rule;
    }

    @Override
    public @Nullable AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        Authentication caller = authentication.get();
        Object principal = caller == null ? null : caller.getPrincipal();
        return new AuthorizationDecision(
                principal != null && rule.test(principal, context.getVariables().get("userId")));
    }

    /** Whether the path is the caller's own. */
    static boolean isOwner(HttpServletRequest request, RequestMatcher userPaths) {
        return request.getUserPrincipal() instanceof Authentication authentication
                && authentication.getPrincipal() instanceof Caller caller
                && owns(caller, userPaths.matcher(request).getVariables().get("userId"));
    }

    private static boolean owns(Caller caller, @Nullable String userId) {
        return caller.userId().value().equals(userId);
    }
}
