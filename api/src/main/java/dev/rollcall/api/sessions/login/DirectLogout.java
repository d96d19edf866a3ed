package dev.rollcall.api.sessions.login;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.sessions.access.CallerResolver;
import dev.rollcall.api.sessions.access.DirectCall;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** A log-out from the current session, or from all. */
@Component
class DirectLogout implements DirectCall {

    private final LogoutController controller;

    DirectLogout(LogoutController controller) {
        this.controller = controller;
    }

    @Override
    public @Nullable Question<?> read(HttpServletRequest request, HttpServletResponse response) {
        if (!CallerResolver.isWithToken(request) || isWithBody(request)) {
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

    private static boolean isWithBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }
}
