package dev.rollcall.api.sessions.checks;

import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.EndReason;
import dev.rollcall.event.Expiry;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionId;
import dev.rollcall.query.livesessions.EndedSession;
import dev.rollcall.query.livesessions.LiveSession;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Tells a logged-out device why its session ended, in fields for its program and a sentence for its user. */
@Component
class EndedSessionProblems {

    private final MessageSource texts;
    private final ReadableTimes times;

    EndedSessionProblems(MessageSource texts, ReadableTimes times) {
        this.texts = texts;
        this.times = times;
    }

    Problem ended(EndedSession ended) {
        return problem(
                ended.sessionId(),
                ended.reason(),
                ended.endedAt(),
                ended.initiator(),
                sentence(ended.reason(), ended.replacement(), ended.endedAt()));
    }

    /** Describes a session that has timed out, but is not recorded as expired yet. */
    Problem expired(LiveSession session) {
        Expiry expiry = session.expiry();
        return problem(
                session.sessionId(),
                expiry.reason(),
                expiry.dueAt(),
                Initiator.Kind.SYSTEM,
                sentence(expiry.reason(), null, expiry.dueAt()));
    }

    /** Describes a login that its identity provider has ended, of which no session may start any more. */
    Problem endedByProvider(Instant endedAt) {
        return new Problem(ProblemCode.SESSION_ENDED, sentence(EndReason.ENDED_BY_PROVIDER, null, endedAt))
                .with("reason", EndReason.ENDED_BY_PROVIDER)
                .with("endedAt", endedAt)
                .with("initiator", Initiator.Kind.SYSTEM.toString());
    }

    private static Problem problem(
            SessionId sessionId, EndReason reason, Instant endedAt, Initiator.Kind initiator, String sentence) {
        return new Problem(ProblemCode.SESSION_ENDED, sentence)
                .with("sessionId", sessionId.value())
                .with("reason", reason)
                .with("endedAt", endedAt)
                .with("initiator", initiator.toString());
    }

    private String sentence(EndReason reason, @Nullable String replacement, Instant endedAt) {
        Locale locale = LocaleContextHolder.getLocale();
        String at = times.format(endedAt);
        return replacement == null
                ? texts.getMessage("session.ended." + reason, new Object[] {at}, locale)
                : texts.getMessage("session.ended." + reason + ".by", new Object[] {replacement, at}, locale);
    }
}
