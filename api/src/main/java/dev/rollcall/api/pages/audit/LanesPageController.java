package dev.rollcall.api.pages.audit;

import dev.rollcall.api.audit.ArchivedHistory;
import dev.rollcall.api.audit.Rfc3339;
import dev.rollcall.api.audit.UserIds;
import dev.rollcall.api.audit.timeline.PeriodsOfUsers;
import dev.rollcall.api.audit.timeline.SessionsInPeriod;
import dev.rollcall.api.audit.timeline.Timelines;
import dev.rollcall.api.pages.picture.SwimLanes;
import dev.rollcall.api.pages.picture.TimeAxis;
import dev.rollcall.api.sessions.SettingsChanges;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.event.UserId;
import dev.rollcall.query.history.PastSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Shows auditors the sessions of a user as a picture. */
@Controller
class LanesPageController {

    private static final int SESSIONS = 50;

    private static final Duration PERIOD = Duration.ofDays(30);

    /** A part of the period that is left free before the first session. */
    private static final int MARGIN = 50;

    private final PeriodsOfUsers periods;
    private final Timelines timelines;
    private final ArchivedHistory archived;
    private final SettingsChanges settings;
    private final Clock clock;

    LanesPageController(
            PeriodsOfUsers periods,
            Timelines timelines,
            ArchivedHistory archived,
            SettingsChanges settings,
            Clock clock) {
        this.periods = periods;
        this.timelines = timelines;
        this.archived = archived;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param from if missing, the 30 days before {@code to}, as far as there were sessions
     * @param to if missing, now
     */
    @GetMapping("/audit/page/sessions")
    ModelAndView sessions(
            @RequestParam(required = false) @Nullable String user,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        ModelAndView page = new ModelAndView("audit/sessions")
                .addObject("user", Fields.text(user))
                .addObject("from", from)
                .addObject("to", to);
        try {
            UserId userId = UserIds.parseIfGiven(Fields.text(user));
            return userId == null ? page : show(page, userId, Fields.time(from), Fields.time(to));
        } catch (Problem problem) {
            return Fields.refuse(page, problem);
        }
    }

    private ModelAndView show(ModelAndView page, UserId user, @Nullable String from, @Nullable String to) {
        Instant now = clock.instant();
        Instant end = to == null ? now : Rfc3339.parse("to", to);
        if (end.isAfter(now)) {
            throw Problem.invalid("to", "must not be in the future");
        }
        Instant start = from == null ? end.minus(PERIOD) : Rfc3339.parse("from", from);
        if (!start.isBefore(end)) {
            throw Problem.invalid("to", "must be later than from");
        }
        SessionsInPeriod period = periods.find(user, start, end, SESSIONS);
        if (period.sessions().isEmpty() && !timelines.exists(user.value())) {
            return Fields.refuse(page, "unknown-user", HttpStatus.NOT_FOUND);
        }
        page.addObject("period", period).addObject("archivedBefore", archivedSince(period.from()));
        if (period.sessions().isEmpty()) {
            return page;
        }
        TimeAxis axis = new TimeAxis(from == null ? beginning(period) : period.from(), end);
        return page.addObject(
                "picture", SwimLanes.of(period, axis, settings.inForce(user).maxSessions()));
    }

    /** Leaves out the time in which the user had no sessions. */
    private static Instant beginning(SessionsInPeriod period) {
        Instant first = period.sessions().stream()
                .map(PastSession::startedAt)
                .min(Instant::compareTo)
                .filter(period.from()::isBefore)
                .orElse(period.from());
        Instant early = first.minus(
                Duration.between(first, period.to()).dividedBy(MARGIN).plusMillis(1));
        return early.isBefore(period.from()) ? period.from() : early;
    }

    private @Nullable Instant archivedSince(Instant from) {
        return archived.endedBefore().filter(from::isBefore).orElse(null);
    }
}
