package dev.rollcall.api.sessions.login;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.sessions.access.CallerResolver;
import dev.rollcall.api.sessions.access.DirectCall;
import dev.rollcall.api.web.input.BufferedRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** A log-out from the current session, or from all. It has no body, because a form may say which session to keep. */
@Component
class DirectLogout implements DirectCall {

    private final LogoutController controller;

    DirectLogout(LogoutController controller) {
        this.controller = controller;
    }

    @Override
    public @Nullable Question<?> read(HttpServletRequest request, HttpServletResponse response) {
        if (!CallerResolver.isWithToken(request) || BufferedRequest.hasBody(request)) {
            return null;
        }
        return switch (request.getRequestURI()) {
            case LogoutController.CURRENT ->
                new Question<>(
                        LogoutController.CURRENT,
                        Caller.class,
                        caller -> ResponseEntity.ok(controller.logout(caller, request, response)));
            case LogoutController.ALL ->
                new Question<>(
                        LogoutController.ALL,
                        Caller.class,
                        caller -> ResponseEntity.ok(controller.logoutAll(caller, null, request, response)));
            default -> null;
        };
    }
}
