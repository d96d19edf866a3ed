package dev.rollcall.api.pages.audit;

import dev.rollcall.api.audit.Rfc3339;
import dev.rollcall.api.audit.SignedIn;
import dev.rollcall.api.audit.UserIds;
import dev.rollcall.api.pages.picture.LiveCurves;
import dev.rollcall.api.pages.picture.Span;
import dev.rollcall.api.web.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Shows auditors who was signed in at a given time; without a time, who is signed in now. */
@Controller
class SignedInPageController {

    private static final int SESSIONS = 50;

    private final SignedIn signedIn;
    private final LiveCurves curves;
    private final Clock clock;

    SignedInPageController(SignedIn signedIn, LiveCurves curves, Clock clock) {
        this.signedIn = signedIn;
        this.curves = curves;
        this.clock = clock;
    }

    @GetMapping("/audit/page/signed-in")
    ModelAndView signedIn(
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(required = false) @Nullable String user,
            @RequestParam(required = false) @Nullable String span,
            @RequestParam(required = false) @Nullable String cursor) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        ModelAndView page =
                new ModelAndView("audit/signed-in").addObject("now", now).addObject("user", Fields.text(user));
        Span chosen = Span.parse(Fields.text(span));
        page.addObject("span", chosen).addObject("spans", Span.values());
        String given = Fields.time(at);
        page.addObject("at", given == null ? now : at);
        try {
            Instant moment = given == null ? now : Rfc3339.parse("at", given);
            page.addObject("at", moment);
            if (Fields.text(user) == null) {
                page.addObject("live", curves.draw(chosen, moment));
            }
            return page.addObject(
                    "answer", signedIn.at(moment, UserIds.parseIfGiven(Fields.text(user)), SESSIONS, cursor));
        } catch (Problem problem) {
            return Fields.refuse(page, problem);
        }
    }
}
