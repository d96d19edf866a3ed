package dev.rollcall.api.pages.audit;

import dev.rollcall.api.audit.log.Checkpoints;
import dev.rollcall.api.audit.log.Exports;
import dev.rollcall.api.audit.log.LogKeys;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.streams.EventStreams;
import dev.rollcall.query.log.TransparencyLog;
import dev.rollcall.transparency.Checkpoint;
import dev.rollcall.transparency.InclusionProof;
import dev.rollcall.transparency.SignedNote;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Shows auditors the transparency log: its checkpoint, its export, and whether an event is as it was logged. */
@Controller
@RequestMapping("/audit/page")
class LogPageController {

    private static final String INDEX = "0|[1-9]\\d{0,14}";

    /** How many sizes the curve has. */
    private static final int SIZES = 49;

    private final TransparencyLog log;
    private final Checkpoints checkpoints;
    private final LogKeys keys;
    private final Exports exports;
    private final Clock clock;

    LogPageController(TransparencyLog log, Checkpoints checkpoints, LogKeys keys, Exports exports, Clock clock) {
        this.log = log;
        this.checkpoints = checkpoints;
        this.keys = keys;
        this.exports = exports;
        this.clock = clock;
    }

    /**
     * Shows the log, and checks an event if one is given by its index in the log, or by its user and its number in the
     * user's history.
     *
     * @param index as the auditor typed it
     * @param account whether the number is one of the events about the user's account, not of those about sessions
     */
    @GetMapping("/log")
    ModelAndView log(
            @RequestParam(required = false) @Nullable String index,
            @RequestParam(required = false) @Nullable String user,
            @RequestParam(required = false) @Nullable @Min(0) Long sequence,
            @RequestParam(defaultValue = "false") boolean account) {
        SignedNote signed = checkpoints.current();
        Checkpoint checkpoint = Checkpoint.parse(signed.text());
        ModelAndView page = new ModelAndView("audit/log")
                .addObject("checkpoint", checkpoint)
                .addObject("root", Base64.getEncoder().encodeToString(checkpoint.rootHash()))
                .addObject("signed", signed.toString())
                .addObject("key", keys.current().toString())
                .addObject("at", clock.instant())
                .addObject("growth", LogGrowth.of(log.sizes(checkpoint.size(), SIZES), clock.instant()))
                .addObject("index", Fields.text(index));
        if (user != null && sequence != null) {
            return find(user, sequence, account)
                    .map(place -> check(page, place, checkpoint))
                    .orElseGet(() -> Fields.refuse(page, "not-logged", HttpStatus.NOT_FOUND));
        }
        String typed = Fields.text(index);
        if (typed == null) {
            return page;
        }
        return typed.matches(INDEX)
                ? check(page, Long.parseLong(typed), checkpoint)
                : Fields.refuse(page, "index", HttpStatus.BAD_REQUEST);
    }

    private Optional<Long> find(String user, long sequence, boolean account) {
        try {
            UserId userId = new UserId(user);
            return log.indexOf(account ? EventStreams.ofAccount(userId) : userId.value(), sequence);
        } catch (IllegalArgumentException noUserId) {
            return Optional.empty();
        }
    }

    private ModelAndView check(ModelAndView page, long index, Checkpoint checkpoint) {
        if (index >= checkpoint.size()) {
            return Fields.refuse(page, "not-logged", HttpStatus.NOT_FOUND);
        }
        InclusionProof proof =
                new InclusionProof(index, checkpoint.size(), log.inclusionProof(index, checkpoint.size()));
        byte[] line = log.lines(index, index + 1).stream()
                .findFirst()
                .map(TransparencyLog.Line::bytes)
                .orElse(null);
        Evidence evidence = Evidence.of(proof, line, log.leafHash(index), checkpoint.rootHash());
        return page.addObject("index", index)
                .addObject("evidence", evidence)
                .addObject("picture", evidence.picture(Base64.getEncoder().encodeToString(checkpoint.rootHash())));
    }

    @GetMapping("/export")
    void export(
            @RequestParam(defaultValue = "0") @Min(0) long from,
            @RequestParam(required = false) @Nullable @Min(0) Long to,
            HttpMethod method,
            HttpServletResponse response) {
        exports.send(from, to, method, response);
    }
}
