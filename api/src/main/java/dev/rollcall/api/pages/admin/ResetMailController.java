package dev.rollcall.api.pages.admin;

import dev.rollcall.api.pages.web.FlashMessages;
import dev.rollcall.api.pages.web.FlashMessages.Notice;
import dev.rollcall.api.pages.web.RequiresRecentPassword;
import dev.rollcall.api.pages.web.SeeOther;
import dev.rollcall.api.sessions.KnownUsers;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.users.PasswordResetMails;
import dev.rollcall.api.web.Languages;
import dev.rollcall.event.UserId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Mails a user a link for a new password, which the administrator does not see. */
@Controller
@RequestMapping("/admin/page/user/password-reset-mail")
class ResetMailController {

    private final KnownUsers users;
    private final PasswordResetMails mails;
    private final FlashMessages notices;

    ResetMailController(KnownUsers users, PasswordResetMails mails, FlashMessages notices) {
        this.users = users;
        this.mails = mails;
        this.notices = notices;
    }

    @GetMapping
    ModelAndView confirm(@RequestParam("user") String userId, @AuthenticationPrincipal Caller administrator) {
        UserId user = users.require(userId, administrator);
        return new Confirmation(
                        "reset-mail",
                        userId,
                        null,
                        "/admin/page/user/password-reset-mail",
                        Map.of("user", userId),
                        Confirmation.pathOf(user))
                .page();
    }

    @PostMapping
    @RequiresRecentPassword
    ModelAndView send(
            @RequestParam("user") String userId,
            @AuthenticationPrincipal Caller administrator,
            HttpServletRequest request,
            HttpServletResponse response) {
        UserId user = users.require(userId, administrator);
        mails.send(user, administrator, Languages.of(request));
        notices.add(request, response, new Notice("reset-mail", userId));
        return SeeOther.at(Confirmation.pathOf(user));
    }
}
