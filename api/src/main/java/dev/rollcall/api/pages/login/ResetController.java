package dev.rollcall.api.pages.login;

import dev.rollcall.api.pages.web.FlashMessages;
import dev.rollcall.api.pages.web.FlashMessages.Notice;
import dev.rollcall.api.pages.web.PageProblem;
import dev.rollcall.api.pages.web.RefusedForm;
import dev.rollcall.api.pages.web.SeeOther;
import dev.rollcall.api.users.PasswordResets;
import dev.rollcall.api.web.PagePaths;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Sets a new password with the code of a reset link. The code is in the link's fragment, which browsers do not send, so
 * it gets into no log of requests. A script puts it into the form; without scripts, people paste it.
 */
@Controller
@RequestMapping(PagePaths.RESET)
class ResetController {

    private static final String PAGE = "login/reset";

    private static final RefusedForm.Mistake BROKEN_RULE =
            new RefusedForm.Mistake(ProblemCode.INVALID_REQUEST, "newPassword", "page.password.rule");

    private static final RefusedForm.Mistake WRONG =
            new RefusedForm.Mistake(ProblemCode.INVALID_RESET_CODE, "code", "page.reset.wrong");

    private final PasswordResets resets;
    private final FlashMessages notices;

    ResetController(PasswordResets resets, FlashMessages notices) {
        this.resets = resets;
        this.notices = notices;
    }

    @GetMapping
    ModelAndView form() {
        return new ModelAndView(PAGE, "reset", new ResetForm("", ""));
    }

    @PostMapping
    ModelAndView reset(
            @Valid @ModelAttribute("reset") ResetForm form,
            BindingResult wrong,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (wrong.hasErrors() || form.code() == null || form.newPassword() == null) {
            return RefusedForm.invalid(PAGE);
        }
        try {
            resets.byCode(ResetForm.codeOf(form.code()), form.newPassword(), request.getRemoteAddr());
        } catch (Problem problem) {
            return RefusedForm.of(PAGE, PageProblem.of(problem), wrong, response, BROKEN_RULE, WRONG);
        }
        notices.add(request, response, new Notice("password-reset", ""));
        return SeeOther.at("/login");
    }
}
