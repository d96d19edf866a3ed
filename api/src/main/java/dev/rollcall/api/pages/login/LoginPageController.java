package dev.rollcall.api.pages.login;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.pages.web.FlashMessages;
import dev.rollcall.api.pages.web.PageProblem;
import dev.rollcall.api.pages.web.ReturnTargets;
import dev.rollcall.api.pages.web.SeeOther;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.sessions.checks.SessionChecks;
import dev.rollcall.api.sessions.cookie.SessionCookie;
import dev.rollcall.api.sessions.login.Logins;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.EndReason;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The login page, which also says why the last session ended. */
@Controller
@RequestMapping("/login")
class LoginPageController {

    private static final String FORM = "login/form";

    private final BrowserLogins logins;
    private final SessionCookie cookie;
    private final SessionChecks checks;
    private final PendingLogin pendingLogin;
    private final ReplacePage replace;
    private final FlashMessages notices;
    private final ReturnTargets targets;

    LoginPageController(
            BrowserLogins logins,
            SessionCookie cookie,
            SessionChecks checks,
            PendingLogin pendingLogin,
            ReplacePage replace,
            FlashMessages notices,
            ReturnTargets targets) {
        this.logins = logins;
        this.cookie = cookie;
        this.checks = checks;
        this.pendingLogin = pendingLogin;
        this.replace = replace;
        this.notices = notices;
        this.targets = targets;
    }

    /**
     * @param to one of our own pages
     * @param url a page of an application behind the same gateway
     */
    @GetMapping
    ModelAndView form(
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(name = "return", required = false) @Nullable String url,
            @AuthenticationPrincipal @Nullable Caller caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        String back = targets.of(url == null ? to : url, request);
        if (caller != null) {
            return SeeOther.at(back);
        }
        ModelAndView form = new ModelAndView(FORM, Map.of("login", new LoginForm("", "", back)));
        notices.consume(request, response).ifPresent(notice -> form.addObject("notice", notice));
        whyEnded(request).ifPresent(ended -> {
            Object reason =
                    Objects.requireNonNull(ended.getBody().getProperties()).get("reason");
            form.addObject("ended", ended.getBody().getDetail())
                    .addObject("signedOut", reason == EndReason.LOGGED_OUT)
                    .addObject("suspicious", reason == EndReason.EVICTED_BY_LIMIT);
            cookie.clear(request, response);
        });
        return form;
    }

    private Optional<Problem> whyEnded(HttpServletRequest request) {
        return cookie.sessionOf(request).flatMap(session -> checks.whyEnded(session, null));
    }

    @PostMapping
    ModelAndView login(
            @Valid @ModelAttribute("login") LoginForm login,
            BindingResult wrong,
            @AuthenticationPrincipal @Nullable Caller before,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (wrong.hasErrors() || login.userName() == null || login.password() == null) {
            return again(HttpStatus.BAD_REQUEST, !wrong.hasFieldErrors("userName"));
        }
        AtomicReference<@Nullable Account> verified = new AtomicReference<>();
        try {
            logins.login(
                    new Logins.Credentials(login.userName(), login.password(), null, request.getRemoteAddr()),
                    before,
                    verified::set,
                    request,
                    response);
        } catch (RuntimeException failure) {
            return refused(failure, login, verified.get(), request, response);
        }
        return SeeOther.at(targets.of(login.to(), request));
    }

    private ModelAndView refused(
            RuntimeException failure,
            LoginForm login,
            @Nullable Account verified,
            HttpServletRequest request,
            HttpServletResponse response) {
        PageProblem refused = PageProblem.of(failure);
        if (refused.code() == ProblemCode.SESSION_LIMIT_REACHED && verified != null) {
            pendingLogin.set(request, response, verified);
            return replace.of(verified.userId(), targets.of(login.to(), request), HttpStatus.CONFLICT);
        }
        if (refused.code() == ProblemCode.PASSWORD_CHANGE_REQUIRED && verified != null) {
            pendingLogin.set(request, response, verified);
            return NewPasswordController.page(targets.of(login.to(), request), HttpStatus.FORBIDDEN);
        }
        if (refused.code() == ProblemCode.INTERNAL_ERROR) {
            throw failure;
        }
        refused.setRetryAfter(response);
        return again(refused.status(), true).addObject("refused", refused);
    }

    private static ModelAndView again(HttpStatusCode status, boolean passwordFirst) {
        ModelAndView form = new ModelAndView(FORM, Map.of("passwordFirst", passwordFirst));
        form.setStatus(status);
        return form;
    }
}
