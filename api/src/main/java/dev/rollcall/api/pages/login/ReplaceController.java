package dev.rollcall.api.pages.login;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.pages.web.PageProblem;
import dev.rollcall.api.pages.web.ReturnTargets;
import dev.rollcall.api.pages.web.SeeOther;
import dev.rollcall.api.web.PagePaths;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.SessionId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Logs in a user whose own limit is reached: another device is signed out for it. */
@Controller
@RequestMapping("/login/replace")
class ReplaceController {

    private final BrowserLogins logins;
    private final PendingLogin pendingLogin;
    private final ReplacePage page;
    private final ReturnTargets targets;

    ReplaceController(BrowserLogins logins, PendingLogin pendingLogin, ReplacePage page, ReturnTargets targets) {
        this.logins = logins;
        this.pendingLogin = pendingLogin;
        this.page = page;
        this.targets = targets;
    }

    /** An account that has to change its password first has no session to replace. */
    private Optional<Account> pending(HttpServletRequest request) {
        return pendingLogin.read(request).filter(account -> !account.mustChangePassword());
    }

    @GetMapping
    ModelAndView choose(
            @RequestParam(required = false) @Nullable String to,
            HttpServletRequest request,
            HttpServletResponse response) {
        return pending(request)
                .map(account -> page.of(account.userId(), targets.of(to, request), HttpStatus.OK))
                .orElseGet(() -> tooOld(to, request, response));
    }

    @PostMapping
    ModelAndView replace(
            @RequestParam(required = false) @Nullable String session,
            @RequestParam(required = false) @Nullable String to,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Account> account = pending(request);
        if (account.isEmpty()) {
            return tooOld(to, request, response);
        }
        Optional<SessionId> chosen = Optional.ofNullable(session).flatMap(SessionId::parse);
        if (chosen.isEmpty()) {
            return page.of(account.get().userId(), targets.of(to, request), HttpStatus.BAD_REQUEST);
        }
        try {
            logins.replace(account.get(), chosen.get(), request, response);
        } catch (RuntimeException failure) {
            return refused(failure, account.get(), chosen.get(), response).addObject("to", targets.of(to, request));
        }
        pendingLogin.clear(request, response);
        return SeeOther.at(targets.of(to, request));
    }

    /**
     * If the limit was lowered, more than one session has to end. If the chosen session is gone, another one took its
     * place.
     */
    private ModelAndView refused(
            RuntimeException failure, Account account, SessionId chosen, HttpServletResponse response) {
        PageProblem refused = PageProblem.of(failure);
        if (refused.code() == ProblemCode.INTERNAL_ERROR) {
            throw failure;
        }
        if (refused.code() == ProblemCode.SESSION_LIMIT_REACHED) {
            String message = logins.end(account, chosen) ? "still-full" : "gone";
            return page.of(account.userId(), PagePaths.HOME, refused.status()).addObject("message", message);
        }
        refused.setRetryAfter(response);
        return page.of(account.userId(), PagePaths.HOME, refused.status()).addObject("refused", refused);
    }

    private ModelAndView tooOld(@Nullable String to, HttpServletRequest request, HttpServletResponse response) {
        pendingLogin.clear(request, response);
        return LoginForm.tooOld(targets.of(to, request));
    }
}
