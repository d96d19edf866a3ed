package dev.rollcall.api.pages.web;

import dev.rollcall.api.accounts.Passwords;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.sessions.cookie.SignedCookies;
import dev.rollcall.api.web.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Asks for the password before a sensitive action, unless it was given recently: when the session started, or for
 * another such action, which a cookie records as {@code pw1.<session id>.<time>.<mac>}. The form that asks for it sends
 * the fields of the action again.
 */
@Component
class Reauthentication implements HandlerInterceptor {

    private static final String NAME = "rollcall-confirmed";
    private static final String FIELD = "passwordAgain";
    private static final int LONGEST = 1_024;

    private final SignedCookies cookies;
    private final Passwords passwords;
    private final RenderedPages pages;
    private final PageProperties properties;
    private final Clock clock;

    Reauthentication(
            SignedCookies cookies, Passwords passwords, RenderedPages pages, PageProperties properties, Clock clock) {
        this.cookies = cookies;
        this.passwords = passwords;
        this.pages = pages;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod action)
                || !action.hasMethodAnnotation(RequiresRecentPassword.class)
                || !(request.getAttribute(CookieAuthentication.PERSON) instanceof Caller caller)
                || isRecent(request, caller)) {
            return true;
        }
        String password = request.getParameter(FIELD);
        if (password == null) {
            return ask(null, HttpStatus.OK.value(), request, response);
        }
        if (password.isEmpty() || password.length() > LONGEST) {
            return ask("EMPTY", HttpStatus.BAD_REQUEST.value(), request, response);
        }
        return check(caller, password, request, response);
    }

    private boolean check(Caller caller, String password, HttpServletRequest request, HttpServletResponse response) {
        try {
            passwords.check(caller.userId(), password, request.getRemoteAddr());
        } catch (Problem wrong) {
            PageProblem refused = PageProblem.of(wrong);
            refused.setRetryAfter(response);
            request.setAttribute("minutes", refused.minutes());
            return ask(refused.code().name(), refused.status().value(), request, response);
        }
        String content = "pw1." + caller.sessionId() + "." + clock.millis();
        cookies.write(request, response, NAME, content, properties.passwordAgainAfter());
        return true;
    }

    private boolean isRecent(HttpServletRequest request, Caller caller) {
        Instant since = clock.instant().minus(properties.passwordAgainAfter());
        String start = "pw1." + caller.sessionId() + ".";
        return caller.session().startedAt().isAfter(since)
                || cookies.read(request, NAME)
                        .filter(content -> content.startsWith(start))
                        .map(content -> Instant.ofEpochMilli(Long.parseLong(content.substring(start.length()))))
                        .filter(since::isBefore)
                        .isPresent();
    }

    private boolean ask(@Nullable String wrong, int status, HttpServletRequest request, HttpServletResponse response) {
        Map<String, String> fields = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> fields.put(name, values[0]));
        fields.remove("_csrf");
        fields.remove(FIELD);
        Map<String, Object> model = new HashMap<>();
        model.put("action", request.getRequestURI());
        model.put("fields", fields);
        model.put("wrong", wrong);
        pages.render("password-again", model, HttpStatus.valueOf(status), request, response);
        return false;
    }
}
