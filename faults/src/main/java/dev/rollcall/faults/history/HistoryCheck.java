package dev.rollcall.faults.history;

import dev.rollcall.faults.history.facts.UserFacts;
import dev.rollcall.faults.history.log.History;
import dev.rollcall.faults.history.log.LogReader;
import dev.rollcall.faults.history.log.UnreadableLog;
import dev.rollcall.faults.history.log.UserHistory;
import dev.rollcall.faults.history.rules.AcknowledgedEndsAreStored;
import dev.rollcall.faults.history.rules.AcknowledgedStartsAreStored;
import dev.rollcall.faults.history.rules.EndAnswersMatchEvents;
import dev.rollcall.faults.history.rules.EndedSessionsAreRefused;
import dev.rollcall.faults.history.rules.EventsFollowRealTime;
import dev.rollcall.faults.history.rules.EventsHaveCauses;
import dev.rollcall.faults.history.rules.ExpiriesAreDue;
import dev.rollcall.faults.history.rules.IndexesAreUnique;
import dev.rollcall.faults.history.rules.LogRule;
import dev.rollcall.faults.history.rules.RefusalsHaveEnds;
import dev.rollcall.faults.history.rules.SequencesAreContiguous;
import dev.rollcall.faults.history.rules.SessionsBelongToOneUser;
import dev.rollcall.faults.history.rules.SessionsLiveOnce;
import dev.rollcall.faults.history.rules.TreesGrow;
import dev.rollcall.faults.history.rules.UserRule;
import dev.rollcall.faults.history.rules.limit.ClientsSeeLimit;
import dev.rollcall.faults.history.rules.limit.EventsRespectLimit;
import dev.rollcall.faults.history.rules.limit.EvictionsFollowPolicy;
import dev.rollcall.faults.history.rules.limit.LimitRefusalsMeetTheLimit;
import dev.rollcall.faults.history.rules.refresh.RefreshTokensFormOneChain;
import dev.rollcall.faults.history.rules.refresh.ReuseIsCaught;
import dev.rollcall.faults.history.rules.refresh.TheftHasReuse;
import dev.rollcall.faults.history.verdict.Verdict;
import dev.rollcall.faults.history.verdict.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Decides whether the promises were kept. Holds no state; may be used by several threads. */
public final class HistoryCheck {

    private static final List<UserRule> USER_RULES = List.of(
            new AcknowledgedStartsAreStored(),
            new AcknowledgedEndsAreStored(),
            new EventsHaveCauses(),
            new ExpiriesAreDue(),
            new EventsFollowRealTime(),
            new EndAnswersMatchEvents(),
            new EvictionsFollowPolicy(),
            new LimitRefusalsMeetTheLimit(),
            new EventsRespectLimit(),
            new ClientsSeeLimit(),
            new EndedSessionsAreRefused(),
            new SessionsLiveOnce(),
            new RefusalsHaveEnds(),
            new SequencesAreContiguous(),
            new RefreshTokensFormOneChain(),
            new ReuseIsCaught(),
            new TheftHasReuse());

    private static final List<LogRule> LOG_RULES =
            List.of(new IndexesAreUnique(), new SessionsBelongToOneUser(), new TreesGrow());

    private HistoryCheck() {}

    /**
     * Reads a log and checks it.
     *
     * @throws UnreadableLog if a line is not as the format says
     * @throws IOException if the file cannot be read
     */
    public static Verdict check(Path log) throws IOException, UnreadableLog {
        return check(new LogReader().read(log));
    }

    /** Checks a log that was read. */
    public static Verdict check(History history) {
        List<Violation> violations = new ArrayList<>();
        FigureCounter figures = new FigureCounter();
        for (UserHistory user : history.users()) {
            UserFacts facts = new UserFacts(history.policy(), user);
            USER_RULES.forEach(rule -> rule.check(facts, violations::add));
            figures.add(facts);
        }
        LOG_RULES.forEach(rule -> rule.check(history, violations::add));
        violations.sort(Comparator.comparingInt(violation -> violation.lines().get(0)));
        return new Verdict(figures.figures(history), violations);
    }
}
