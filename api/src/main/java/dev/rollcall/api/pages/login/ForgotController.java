package dev.rollcall.api.pages.login;

import dev.rollcall.api.pages.web.FlashMessages;
import dev.rollcall.api.pages.web.FlashMessages.Notice;
import dev.rollcall.api.pages.web.PageProblem;
import dev.rollcall.api.pages.web.RefusedForm;
import dev.rollcall.api.pages.web.SeeOther;
import dev.rollcall.api.users.PasswordResetMails;
import dev.rollcall.api.web.Languages;
import dev.rollcall.api.web.PagePaths;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.UserId;
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
 * Mails a link for a new password to whoever forgot it. What is shown then does not tell whether there is such a user.
 * Without a mail server, the page says whom to ask.
 */
@Controller
@RequestMapping(PagePaths.FORGOT)
class ForgotController {

    private static final String PAGE = "login/forgot";

    private final PasswordResetMails mails;
    private final FlashMessages notices;

    ForgotController(PasswordResetMails mails, FlashMessages notices) {
        this.mails = mails;
        this.notices = notices;
    }

    @ModelAttribute("mail")
    boolean isMailOn() {
        return mails.isOn();
    }

    @GetMapping
    ModelAndView form() {
        return new ModelAndView(PAGE, "forgot", new ForgotForm(""));
    }

    @PostMapping
    ModelAndView ask(
            @Valid @ModelAttribute("forgot") ForgotForm form,
            BindingResult wrong,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (wrong.hasErrors() || form.userName() == null) {
            return RefusedForm.invalid(PAGE);
        }
        try {
            mails.send(new UserId(form.userName()), request.getRemoteAddr(), Languages.of(request));
        } catch (Problem problem) {
            if (problem.code() == ProblemCode.MAIL_NOT_CONFIGURED) {
                throw problem;
            }
            return RefusedForm.of(PAGE, PageProblem.of(problem), wrong, response);
        }
        notices.add(request, response, new Notice("reset-mail-asked", ""));
        return SeeOther.at("/login");
    }
}
