package dev.rollcall.api.oauth;

import dev.rollcall.api.accounts.clients.TrustedClient;
import dev.rollcall.api.sessions.access.CallerResolver;
import dev.rollcall.api.sessions.access.DirectCall;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Introspection of one token by a trusted client. */
@Component
class DirectIntrospection implements DirectCall {

    private static final String PATH = TokensController.PATH + TokensController.INTROSPECT;

    private final TokensController controller;

    DirectIntrospection(TokensController controller) {
        this.controller = controller;
    }

    @Override
    public @Nullable Question<?> read(HttpServletRequest request, HttpServletResponse response) {
        String token = isPlain(request) ? token(request) : null;
        return token == null
                ? null
                : new Question<>(
                        PATH,
                        TrustedClient.class,
                        client -> ResponseEntity.ok(controller.introspect(client, token, request)));
    }

    private static boolean isPlain(HttpServletRequest request) {
        return request.getRequestURI().equals(PATH)
                && CallerResolver.isWithSecret(request)
                && isForm(request.getContentType());
    }

    private static boolean isForm(@Nullable String type) {
        return type != null && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    /** Returns the token to introspect, or null if the parameters are not as they should be. */
    private static @Nullable String token(HttpServletRequest request) {
        try {
            boolean single = request.getParameterMap().values().stream().allMatch(values -> values.length == 1);
            String token = request.getParameter("token");
            return single && StringUtils.hasText(token) ? token : null;
        } catch (RuntimeException unreadable) {
            return null;
        }
    }
}
