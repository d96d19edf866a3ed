package dev.rollcall.api.sessions.start;

import dev.rollcall.api.accounts.clients.TrustedClient;
import dev.rollcall.api.sessions.access.CallerResolver;
import dev.rollcall.api.sessions.access.DirectCall;
import dev.rollcall.api.sessions.start.StartController.StartRequest;
import dev.rollcall.api.web.input.BufferedRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Validator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** A start of a session by a trusted client. */
@Component
class DirectStart implements DirectCall {

    /** With a user id that is the same in a path (RFC 3986 section 2.3), and is no relative segment. */
    private static final Pattern USUAL_PATH = Pattern.compile("/users/([\\w~-][\\w.~@-]*)/sessions");

    private final StartController controller;
    private final Validator validator;
    private final ObjectReader json;

    DirectStart(StartController controller, Validator validator, JsonMapper json) {
        this.controller = controller;
        this.validator = validator;
        this.json = json.readerFor(StartRequest.class);
    }

    @Override
    public @Nullable Question<?> read(HttpServletRequest request, HttpServletResponse response) {
        if (!MediaType.APPLICATION_JSON_VALUE.equals(request.getContentType())
                || !CallerResolver.isWithSecret(request)) {
            return null;
        }
        Matcher path = USUAL_PATH.matcher(request.getRequestURI());
        StartRequest body = path.matches() ? body(request) : null;
        return body == null
                ? null
                : new Question<>(
                        StartController.PATH,
                        TrustedClient.class,
                        client -> controller.start(path.group(1), client, body, request));
    }

    /** Returns null if there is no body, or none that is valid. */
    private @Nullable StartRequest body(HttpServletRequest request) {
        byte[] body = BufferedRequest.bodyOf(request);
        try {
            StartRequest start = body == null ? null : json.readValue(body);
            return start != null && validator.validate(start).isEmpty() ? start : null;
        } catch (JacksonException invalid) {
            return null;
        }
    }
}
