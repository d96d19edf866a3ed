package dev.rollcall.api.pages.devices;

import dev.rollcall.api.pages.web.FlashMessages;
import dev.rollcall.api.pages.web.FlashMessages.Notice;
import dev.rollcall.api.pages.web.PageProblem;
import dev.rollcall.api.pages.web.RefusedForm;
import dev.rollcall.api.pages.web.SeeOther;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.users.PasswordChanges;
import dev.rollcall.api.web.PagePaths;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Changes the password of the user. */
@Controller
@RequestMapping("/sessions/password")
class PasswordPageController {

    private static final String PAGE = "sessions/password";

    private static final RefusedForm.Mistake BROKEN_RULE =
            new RefusedForm.Mistake(ProblemCode.INVALID_REQUEST, "newPassword", "page.password.rule");

    private static final RefusedForm.Mistake WRONG =
            new RefusedForm.Mistake(ProblemCode.INVALID_CREDENTIALS, "currentPassword", "page.password.wrong");

    private final PasswordChanges changes;
    private final FlashMessages notices;

    PasswordPageController(PasswordChanges changes, FlashMessages notices) {
        this.changes = changes;
        this.notices = notices;
    }

    @GetMapping
    ModelAndView form() {
        return new ModelAndView(PAGE, "change", PasswordForm.EMPTY);
    }

    @PostMapping
    ModelAndView change(
            @AuthenticationPrincipal Caller caller,
            @Valid @ModelAttribute("change") PasswordForm form,
            BindingResult wrong,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (wrong.hasErrors() || form.currentPassword() == null || form.newPassword() == null) {
            return RefusedForm.invalid(PAGE);
        }
        boolean endOthers = form.isForOthersToo();
        try {
            changes.change(
                    caller,
                    new PasswordChanges.PasswordChange(
                            form.currentPassword(), form.newPassword(), request.getRemoteAddr(), endOthers));
        } catch (Problem refused) {
            return RefusedForm.of(PAGE, PageProblem.of(refused), wrong, response, BROKEN_RULE, WRONG);
        }
        notices.add(request, response, new Notice(endOthers ? "password-and-others" : "password", ""));
        return SeeOther.at(PagePaths.HOME);
    }
}
