package dev.rollcall.api.pages.audit;

import dev.rollcall.api.audit.Cursors;
import dev.rollcall.api.audit.EventQuery;
import dev.rollcall.api.audit.timeline.AccountHistory;
import dev.rollcall.api.web.input.CursorPage;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.event.UserId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Shows auditors what happened to an account, and who did it. */
@Controller
class AccountPageController {

    private static final int ENTRIES = 50;

    private final AccountHistory history;

    AccountPageController(AccountHistory history) {
        this.history = history;
    }

    @GetMapping("/audit/page/account")
    ModelAndView account(
            @RequestParam(required = false) @Nullable String user,
            @RequestParam(required = false) @Nullable String cursor) {
        ModelAndView page = new ModelAndView("audit/account").addObject("asked", user);
        String given = Fields.text(user);
        if (given == null) {
            return page;
        }
        try {
            return read(
                    page,
                    Objects.requireNonNull(
                            new EventQuery(given, null, null, null).toFilter().userId()),
                    cursor);
        } catch (Problem problem) {
            return Fields.refuse(page, problem);
        }
    }

    private ModelAndView read(ModelAndView page, UserId user, @Nullable String cursor) {
        Long before = cursor == null ? null : Cursors.number(cursor, 0);
        if (!history.exists(user)) {
            return Fields.refuse(page, "unknown-account", HttpStatus.NOT_FOUND);
        }
        return page.addObject("user", user.value())
                .addObject("first", before == null)
                .addObject(
                        "page",
                        CursorPage.read(
                                ENTRIES,
                                number -> history.find(user, before, number),
                                entry -> Long.toString(entry.sequence())));
    }
}
