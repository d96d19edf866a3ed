package dev.rollcall.api.pages.admin;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.pages.web.FlashMessages;
import dev.rollcall.api.pages.web.FlashMessages.Notice;
import dev.rollcall.api.pages.web.RequiresRecentPassword;
import dev.rollcall.api.pages.web.SeeOther;
import dev.rollcall.api.sessions.KnownUsers;
import dev.rollcall.api.sessions.OtherSessions;
import dev.rollcall.api.sessions.SessionEnds;
import dev.rollcall.api.sessions.SessionPage;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.users.StatusChanges;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Actions of administrators on users, after confirmation: sign out devices, disable accounts and enable them. */
@Controller
@RequestMapping("/admin/page/user")
class UserActionsController {

    private final KnownUsers users;
    private final OtherSessions others;
    private final SessionEnds ends;
    private final StatusChanges changes;
    private final FlashMessages notices;

    UserActionsController(
            KnownUsers users, OtherSessions others, SessionEnds ends, StatusChanges changes, FlashMessages notices) {
        this.users = users;
        this.others = others;
        this.ends = ends;
        this.changes = changes;
        this.notices = notices;
    }

    /** @param cursor of the page of devices that the browser returns to; null for the first */
    @GetMapping("/end")
    ModelAndView confirmEnd(
            @RequestParam("user") String userId,
            @RequestParam String session,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Caller administrator) {
        SessionId olderThan = SessionPage.parse(cursor);
        UserId user = users.require(userId, administrator);
        LiveSession device = others.require(user, session, administrator);
        return new Confirmation(
                        "end",
                        userId,
                        device.device().label(),
                        "/admin/page/user/end",
                        cursor == null
                                ? Map.of("user", userId, "session", session)
                                : Map.of("user", userId, "session", session, "cursor", cursor),
                        Confirmation.pathOf(user, olderThan))
                .page();
    }

    /** @param cursor of the page of devices that the browser returns to; null for the first */
    @PostMapping("/end")
    @RequiresRecentPassword
    ModelAndView end(
            @RequestParam("user") String userId,
            @RequestParam String session,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Caller administrator,
            HttpServletRequest request,
            HttpServletResponse response) {
        SessionId olderThan = SessionPage.parse(cursor);
        UserId user = users.require(userId, administrator);
        LiveSession device = others.require(user, session, administrator);
        ends.one(user, session, administrator);
        notices.add(request, response, new Notice("ended", device.device().label()));
        return SeeOther.at(Confirmation.pathOf(user, olderThan));
    }

    @GetMapping("/end-all")
    ModelAndView confirmEndAll(@RequestParam("user") String userId, @AuthenticationPrincipal Caller administrator) {
        UserId user = requireOther(userId, administrator);
        return new Confirmation(
                        "end-all",
                        userId,
                        null,
                        "/admin/page/user/end-all",
                        Map.of("user", userId),
                        Confirmation.pathOf(user))
                .page();
    }

    @PostMapping("/end-all")
    @RequiresRecentPassword
    ModelAndView endAll(
            @RequestParam("user") String userId,
            @AuthenticationPrincipal Caller administrator,
            HttpServletRequest request,
            HttpServletResponse response) {
        UserId user = requireOther(userId, administrator);
        ends.all(user, administrator, null);
        notices.add(request, response, new Notice("ended-all", userId));
        return SeeOther.at(Confirmation.pathOf(user));
    }

    @GetMapping("/status")
    ModelAndView confirmStatus(
            @RequestParam("user") String userId,
            @RequestParam Account.Status status,
            @AuthenticationPrincipal Caller administrator) {
        UserId user = users.require(userId, administrator);
        return new Confirmation(
                        status == Account.Status.DISABLED ? "disable" : "enable",
                        userId,
                        null,
                        "/admin/page/user/status",
                        Map.of("user", userId, "status", status.name()),
                        Confirmation.pathOf(user))
                .page();
    }

    @PostMapping("/status")
    @RequiresRecentPassword
    ModelAndView status(
            @RequestParam("user") String userId,
            @RequestParam Account.Status status,
            @AuthenticationPrincipal Caller administrator,
            HttpServletRequest request,
            HttpServletResponse response) {
        UserId user = users.require(userId, administrator);
        changes.change(user, status, administrator);
        String done = status == Account.Status.DISABLED ? "disabled" : "enabled";
        notices.add(request, response, new Notice(done, userId));
        return SeeOther.at(Confirmation.pathOf(user));
    }

    /** Refuses the administrator's own user, because all devices would include the current one. */
    private UserId requireOther(String userId, Caller administrator) {
        UserId user = users.require(userId, administrator);
        if (administrator.is(user)) {
            throw new Problem(ProblemCode.CURRENT_SESSION_PROTECTED, "See My devices.");
        }
        return user;
    }
}
