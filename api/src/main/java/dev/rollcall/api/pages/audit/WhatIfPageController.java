package dev.rollcall.api.pages.audit;

import dev.rollcall.api.audit.simulation.PolicySimulations;
import dev.rollcall.api.audit.simulation.SimulationView;
import dev.rollcall.api.pages.web.PageProblem;
import dev.rollcall.api.pages.web.SeeOther;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.InvalidSetting;
import dev.rollcall.event.OperatorSettings;
import dev.rollcall.event.WhenFull;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Lets auditors try another policy on the past, and shows beside it what really happened. */
@Controller
@RequestMapping(WhatIfPageController.PATH)
class WhatIfPageController {

    static final String PATH = "/audit/page/what-if";

    private static final int EARLIER = 10;

    /** Problems that the form shows above itself. */
    private static final Set<ProblemCode> SHOWN = Set.of(ProblemCode.WHAT_IF_IN_PROGRESS, ProblemCode.HISTORY_ARCHIVED);

    private final PolicySimulations simulations;
    private final OperatorSettings operator;
    private final Clock clock;

    WhatIfPageController(PolicySimulations simulations, OperatorSettings operator, Clock clock) {
        this.simulations = simulations;
        this.operator = operator;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView form() {
        return form(WhatIfForm.lastWeek(clock.instant().truncatedTo(ChronoUnit.SECONDS), operator.defaults()));
    }

    private ModelAndView form(WhatIfForm asked) {
        return new ModelAndView("audit/what-if")
                .addObject("asked", asked)
                .addObject("choices", WhenFull.values())
                .addObject("earlier", simulations.last(EARLIER));
    }

    @PostMapping
    ModelAndView start(
            @ModelAttribute("asked") WhatIfForm asked,
            @AuthenticationPrincipal Caller auditor,
            HttpServletResponse response) {
        try {
            return SeeOther.at(PATH + "/run?id=" + simulations.start(auditor.userId(), PATH, asked.toRequest()));
        } catch (InvalidSetting invalid) {
            return Fields.refuse(form(asked), invalid.field(), HttpStatus.BAD_REQUEST);
        } catch (Problem problem) {
            if (SHOWN.contains(problem.code())) {
                PageProblem.of(problem).setRetryAfter(response);
                return Fields.refuse(form(asked), problem.code().name(), problem.getStatusCode());
            }
            return Fields.refuse(form(asked), problem);
        }
    }

    /** @param page of the list of users, from 1 */
    @GetMapping("/run")
    ModelAndView run(@RequestParam String id, @RequestParam(defaultValue = "1") String page) {
        SimulationView run = find(id);
        ModelAndView shown = new ModelAndView("audit/what-if-run", "run", run);
        return run.report() == null
                ? shown
                : shown.addObject("result", WhatIfResult.of(run.report(), page).orElseThrow(this::notFound));
    }

    /**
     * Tells how far a simulation is, and says nothing else; so this is not recorded as a query. When the simulation is
     * over, the browser loads the page with the result.
     */
    @GetMapping("/progress")
    ModelAndView progress(@RequestParam String id, HttpServletResponse response) {
        SimulationView run = find(id);
        if (!run.isRunning()) {
            response.setHeader("HX-Refresh", "true");
        }
        return new ModelAndView("audit/what-if-progress", Map.of("run", run));
    }

    private SimulationView find(String id) {
        return simulations.find(id).orElseThrow(this::notFound);
    }

    private Problem notFound() {
        return new Problem(ProblemCode.NOT_FOUND, "See " + PATH + ".");
    }
}
