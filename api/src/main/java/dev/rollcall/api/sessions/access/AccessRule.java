package dev.rollcall.api.sessions.access;

import dev.rollcall.api.accounts.clients.TrustedClient;
import dev.rollcall.api.tokens.Role;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Rules about the caller and the {@code userId} of the path, if it has one. */
public enum AccessRule implements AuthorizationManager<RequestAuthorizationContext> {
    VALID_TOKEN((principal, userId) -> principal instanceof TokenHolder),
    SESSION((principal, userId) -> principal instanceof Caller),
    SESSION_OR_TRUSTED_CLIENT((principal, userId) -> principal instanceof Caller || principal instanceof TrustedClient),
    ADMINISTRATOR((principal, userId) -> principal instanceof Caller caller && caller.role() == Role.ADMIN),
    AUDITOR((principal, userId) -> principal instanceof Caller caller && caller.role() == Role.AUDITOR),
    TRUSTED_CLIENT((principal, userId) -> principal instanceof TrustedClient),
    OWNER_OR_ADMINISTRATOR((principal, userId) ->
            principal instanceof Caller caller && (owns(caller, userId) || caller.role() == Role.ADMIN)),
    OWNER_WITHOUT_SESSION_OR_TRUSTED_CLIENT((principal, userId) ->
            principal instanceof TrustedClient || principal instanceof TokenHolder holder && owns(holder, userId));

    private final BiPredicate<Object, @Nullable String> rule;

    AccessRule(BiPredicate<Object, @Nullable String> rule) {
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

    private static boolean owns(TokenHolder holder, @Nullable String userId) {
        return holder.userId().value().equals(userId);
    }
}
