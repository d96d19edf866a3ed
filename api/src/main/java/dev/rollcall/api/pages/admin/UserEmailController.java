package dev.rollcall.api.pages.admin;

import dev.rollcall.api.accounts.email.EmailAddress;
import dev.rollcall.api.pages.web.FlashMessages;
import dev.rollcall.api.pages.web.FlashMessages.Notice;
import dev.rollcall.api.pages.web.RefusedForm;
import dev.rollcall.api.pages.web.RequiresRecentPassword;
import dev.rollcall.api.pages.web.SeeOther;
import dev.rollcall.api.sessions.KnownUsers;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.users.EmailChanges;
import dev.rollcall.event.UserId;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Sets the e-mail address of a user. */
@Controller
@RequestMapping("/admin/page/user/email")
class UserEmailController {

    private static final String PAGE = "admin/email";

    private final KnownUsers users;
    private final EmailChanges changes;
    private final FlashMessages notices;

    UserEmailController(KnownUsers users, EmailChanges changes, FlashMessages notices) {
        this.users = users;
        this.changes = changes;
        this.notices = notices;
    }

    @GetMapping
    ModelAndView form(@RequestParam("user") String userId, @AuthenticationPrincipal Caller administrator) {
        UserId user = users.require(userId, administrator);
        String email = changes.find(user).map(EmailAddress::value).orElse("");
        return of(user, new ModelAndView(PAGE)).addObject("change", new EmailForm(email));
    }

    @PostMapping
    @RequiresRecentPassword
    ModelAndView change(
            @RequestParam("user") String userId,
            @Valid @ModelAttribute("change") EmailForm form,
            BindingResult wrong,
            @AuthenticationPrincipal Caller administrator,
            HttpServletRequest request,
            HttpServletResponse response) {
        UserId user = users.require(userId, administrator);
        if (wrong.hasErrors() || form.email() == null) {
            return of(user, RefusedForm.invalid(PAGE));
        }
        changes.byAdministrator(user, EmailAddress.given(form.email()), administrator);
        notices.add(request, response, new Notice(form.email().isEmpty() ? "email-removed" : "email-of", userId));
        return SeeOther.at(Confirmation.pathOf(user));
    }

    private static ModelAndView of(UserId user, ModelAndView page) {
        return page.addObject("user", user.value()).addObject("back", Confirmation.pathOf(user));
    }
}
