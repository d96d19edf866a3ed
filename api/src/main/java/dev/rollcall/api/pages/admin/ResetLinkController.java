package dev.rollcall.api.pages.admin;

import dev.rollcall.api.accounts.resets.ResetCodes.ResetCode;
import dev.rollcall.api.pages.web.RequiresRecentPassword;
import dev.rollcall.api.sessions.KnownUsers;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.users.PasswordResets;
import dev.rollcall.api.web.PagePaths;
import dev.rollcall.event.UserId;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Makes a link with which a user sets a new password, and shows it once. */
@Controller
@RequestMapping("/admin/page/user/password-reset")
class ResetLinkController {

    private final KnownUsers users;
    private final PasswordResets resets;

    ResetLinkController(KnownUsers users, PasswordResets resets) {
        this.users = users;
        this.resets = resets;
    }

    @GetMapping
    ModelAndView confirm(@RequestParam("user") String userId, @AuthenticationPrincipal Caller administrator) {
        UserId user = users.require(userId, administrator);
        return new Confirmation(
                        "reset-link",
                        userId,
                        null,
                        "/admin/page/user/password-reset",
                        Map.of("user", userId),
                        Confirmation.pathOf(user))
                .page();
    }

    /** The link has the host that the administrator's browser uses. */
    @PostMapping
    @RequiresRecentPassword
    ModelAndView make(@RequestParam("user") String userId, @AuthenticationPrincipal Caller administrator) {
        UserId user = users.require(userId, administrator);
        ResetCode code = resets.makeCode(user, administrator);
        String link = ServletUriComponentsBuilder.fromCurrentContextPath()
                .path(PagePaths.RESET)
                .fragment(code.value())
                .build()
                .toUriString();
        return new ModelAndView("admin/reset-link")
                .addObject("user", userId)
                .addObject("back", Confirmation.pathOf(user))
                .addObject("link", link)
                .addObject("expiresAt", code.expiresAt());
    }
}
