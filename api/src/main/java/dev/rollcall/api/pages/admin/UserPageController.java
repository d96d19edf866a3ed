package dev.rollcall.api.pages.admin;

import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.accounts.email.EmailAddress;
import dev.rollcall.api.pages.web.FlashMessages;
import dev.rollcall.api.sessions.KnownUsers;
import dev.rollcall.api.sessions.SessionPage;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.users.EmailChanges;
import dev.rollcall.api.users.UserSearch;
import dev.rollcall.api.users.UserSearch.FoundUser;
import dev.rollcall.api.users.UserSearch.FoundUsers;
import dev.rollcall.api.web.input.CursorPage;
import dev.rollcall.event.UserId;
import dev.rollcall.query.history.SessionHistory;
import dev.rollcall.query.livesessions.LiveSessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Finds users for administrators, and shows their devices. */
@Controller
@RequestMapping("/admin/page")
class UserPageController {

    private static final int USERS = 20;
    private static final int SESSIONS = 20;
    private static final int ENDED = 20;
    private static final Duration RECENTLY = Duration.ofDays(30);

    private final UserSearch search;
    private final KnownUsers users;
    private final Accounts accounts;
    private final LiveSessions sessions;
    private final SessionHistory history;
    private final EmailChanges emails;
    private final FlashMessages notices;
    private final Clock clock;

    UserPageController(
            UserSearch search,
            KnownUsers users,
            Accounts accounts,
            LiveSessions sessions,
            SessionHistory history,
            EmailChanges emails,
            FlashMessages notices,
            Clock clock) {
        this.search = search;
        this.users = users;
        this.accounts = accounts;
        this.sessions = sessions;
        this.history = history;
        this.emails = emails;
        this.notices = notices;
        this.clock = clock;
    }

    /**
     * @param part of the user ids, from three characters on anywhere in them; empty for all users
     * @param after the last user of the previous page; null for the first page
     */
    @GetMapping("/users")
    ModelAndView find(
            @RequestParam(defaultValue = "") String part, @RequestParam(required = false) @Nullable String after) {
        ModelAndView page = new ModelAndView("admin/users").addObject("part", part);
        if (!canBePart(part) || after != null && !canBePart(after)) {
            page.setStatus(HttpStatus.BAD_REQUEST);
            return page.addObject("wrong", true);
        }
        FoundUsers found = search.find(part, Objects.requireNonNullElse(after, ""), USERS + 1);
        return page.addObject("tooMany", found.tooMany())
                .addObject(
                        "found",
                        CursorPage.<FoundUser>read(
                                USERS,
                                oneMore -> found.users(),
                                user -> user.userId().value()));
    }

    private static boolean canBePart(String text) {
        try {
            return text.isBlank() && text.length() <= UserId.MAX_LENGTH && !text.contains("\0")
                    || !new UserId(text).value().isEmpty();
        } catch (IllegalArgumentException noPart) {
            return false;
        }
    }

    /** Shows the first page of devices if nothing is left on the page that was asked for. */
    @GetMapping("/user")
    ModelAndView user(
            @RequestParam("user") String userId,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Caller administrator,
            HttpServletRequest request,
            HttpServletResponse response) {
        UserId user = users.require(userId, administrator);
        SessionPage live = SessionPage.read(sessions, user, administrator, SESSIONS, cursor);
        if (cursor != null && live.sessions().isEmpty()) {
            return user(userId, null, administrator, request, response);
        }
        ModelAndView page = new ModelAndView("admin/user")
                .addObject("user", user.value())
                .addObject("self", administrator.is(user))
                .addObject("account", accounts.find(user).orElse(null))
                .addObject("email", emails.find(user).map(EmailAddress::value).orElse(null))
                .addObject("live", live)
                .addObject("first", cursor == null)
                .addObject("cursor", cursor)
                .addObject("ended", history.endedSince(user, clock.instant().minus(RECENTLY), ENDED));
        notices.consume(request, response).ifPresent(notice -> page.addObject("notice", notice));
        return page;
    }
}
