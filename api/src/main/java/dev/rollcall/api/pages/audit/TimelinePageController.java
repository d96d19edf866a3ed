package dev.rollcall.api.pages.audit;

import dev.rollcall.api.audit.ArchivedHistory;
import dev.rollcall.api.audit.Cursors;
import dev.rollcall.api.audit.EventType;
import dev.rollcall.api.audit.RecordedEvents.Filter;
import dev.rollcall.api.audit.timeline.TimelineEntry;
import dev.rollcall.api.audit.timeline.Timelines;
import dev.rollcall.api.audit.timeline.Timelines.Order;
import dev.rollcall.api.web.input.CursorPage;
import dev.rollcall.api.web.problem.Problem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Shows auditors what happened to a user. */
@Controller
class TimelinePageController {

    private static final int ENTRIES = 50;

    private final Timelines timelines;
    private final ArchivedHistory archived;

    TimelinePageController(Timelines timelines, ArchivedHistory archived) {
        this.timelines = timelines;
        this.archived = archived;
    }

    @GetMapping("/audit")
    ModelAndView timeline(
            @ModelAttribute("asked") TimelineForm asked, @RequestParam(required = false) @Nullable String cursor) {
        ModelAndView page = new ModelAndView("audit/timeline").addObject("types", EventType.ofUsers());
        if (asked.isEmpty()) {
            return page;
        }
        try {
            return read(page, asked.toFilter(), asked.toOrder(), cursor);
        } catch (Problem problem) {
            return Fields.refuse(page, problem);
        }
    }

    private ModelAndView read(ModelAndView page, Filter filter, Order order, @Nullable String cursor) {
        Long after = cursor == null ? null : Cursors.number(cursor, 0);
        String user = Objects.requireNonNull(filter.userId()).value();
        CursorPage<TimelineEntry> entries = CursorPage.read(
                ENTRIES,
                number -> timelines.find(filter, order, after, number),
                entry -> Long.toString(entry.sequence()));
        if (entries.entries().isEmpty() && !timelines.exists(user)) {
            return Fields.refuse(page, "unknown-user", HttpStatus.NOT_FOUND);
        }
        return page.addObject("user", user)
                .addObject("page", entries)
                .addObject("first", after == null)
                .addObject("archivedBefore", archived.endedBefore().orElse(null));
    }
}
