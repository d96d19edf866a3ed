package dev.rollcall.api.pages.devices;

import dev.rollcall.api.accounts.email.EmailAddress;
import dev.rollcall.api.pages.web.FlashMessages;
import dev.rollcall.api.pages.web.FlashMessages.Notice;
import dev.rollcall.api.pages.web.PageProblem;
import dev.rollcall.api.pages.web.RefusedForm;
import dev.rollcall.api.pages.web.SeeOther;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.users.EmailChanges;
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

/** Changes the e-mail address of the user. */
@Controller
@RequestMapping("/sessions/email")
class EmailPageController {

    private static final String PAGE = "sessions/email";

    private static final RefusedForm.Mistake WRONG =
            new RefusedForm.Mistake(ProblemCode.INVALID_CREDENTIALS, "currentPassword", "page.password.wrong");

    private final EmailChanges changes;
    private final FlashMessages notices;

    EmailPageController(EmailChanges changes, FlashMessages notices) {
        this.changes = changes;
        this.notices = notices;
    }

    @GetMapping
    ModelAndView form(@AuthenticationPrincipal Caller caller) {
        String email = changes.find(caller.userId()).map(EmailAddress::value).orElse("");
        return new ModelAndView(PAGE, "change", new EmailForm(email, ""));
    }

    @PostMapping
    ModelAndView change(
            @AuthenticationPrincipal Caller caller,
            @Valid @ModelAttribute("change") EmailForm form,
            BindingResult wrong,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (wrong.hasErrors() || form.email() == null || form.currentPassword() == null) {
            return RefusedForm.invalid(PAGE);
        }
        try {
            changes.byUser(caller, EmailAddress.given(form.email()), form.currentPassword(), request.getRemoteAddr());
        } catch (Problem refused) {
            return RefusedForm.of(PAGE, PageProblem.of(refused), wrong, response, WRONG);
        }
        notices.add(request, response, new Notice("email", ""));
        return SeeOther.at(PagePaths.HOME);
    }
}
