package dev.rollcall.api.pages.login;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.pages.web.FlashMessages;
import dev.rollcall.api.pages.web.FlashMessages.Notice;
import dev.rollcall.api.pages.web.PageProblem;
import dev.rollcall.api.pages.web.RefusedForm;
import dev.rollcall.api.pages.web.ReturnTargets;
import dev.rollcall.api.pages.web.SeeOther;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** Logs in a user whose password has to be changed first. */
@Controller
class NewPasswordController {

    private static final String PAGE = "login/new-password";

    private static final RefusedForm.Mistake BROKEN_RULE =
            new RefusedForm.Mistake(ProblemCode.INVALID_REQUEST, "newPassword", "page.new-password.rule");

    private final BrowserLogins logins;
    private final PendingLogin pendingLogin;
    private final FlashMessages notices;
    private final ReturnTargets targets;

    NewPasswordController(
            BrowserLogins logins, PendingLogin pendingLogin, FlashMessages notices, ReturnTargets targets) {
        this.logins = logins;
        this.pendingLogin = pendingLogin;
        this.notices = notices;
        this.targets = targets;
    }

    /** Returns the page that asks for the new password. */
    static ModelAndView page(String to, HttpStatusCode status) {
        ModelAndView page = new ModelAndView(PAGE, Map.of("change", new NewPasswordForm("", to)));
        page.setStatus(status);
        return page;
    }

    @PostMapping("/login/new-password")
    ModelAndView change(
            @Valid @ModelAttribute("change") NewPasswordForm form,
            BindingResult wrong,
            @AuthenticationPrincipal @Nullable Caller before,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Account> account = pendingLogin.read(request).filter(Account::mustChangePassword);
        if (account.isEmpty()) {
            pendingLogin.clear(request, response);
            return LoginForm.tooOld(targets.of(form.to(), request));
        }
        if (wrong.hasErrors() || form.newPassword() == null) {
            return RefusedForm.invalid(PAGE);
        }
        try {
            logins.change(account.get(), form.newPassword(), before, request, response);
        } catch (RuntimeException failure) {
            return refused(failure, wrong, response);
        }
        pendingLogin.clear(request, response);
        notices.add(request, response, new Notice("password", ""));
        return SeeOther.at(targets.of(form.to(), request));
    }

    private static ModelAndView refused(RuntimeException failure, BindingResult wrong, HttpServletResponse response) {
        PageProblem refused = PageProblem.of(failure);
        if (refused.code() == ProblemCode.INTERNAL_ERROR) {
            throw failure;
        }
        return RefusedForm.of(PAGE, refused, wrong, response, BROKEN_RULE);
    }
}
