package dev.rollcall.api.accounts.mail;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Counts what became of mails, on the node that sends them. */
@Component
class MailMeters {

    /** What became of a mail, or of one attempt. */
    enum Outcome {
        /** The mail server has accepted it. */
        SENT,
        /** The mail server could not be reached or did not accept it; it is tried again. */
        FAILED,
        /** The mail server refuses the recipient for good. */
        REFUSED,
        /** It could not be sent in time. */
        EXPIRED,
        /** There is nobody to send it to: no active account with an address, or too many mails were asked for. */
        DROPPED
    }

    private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);

    MailMeters(MeterRegistry meters, MailSetup setup) {
        if (setup.outgoing().isPresent()) {
            for (Outcome outcome : Outcome.values()) {
                counters.put(
                        outcome,
                        Counter.builder("rollcall.mails")
                                .description("Mails with a link for a new password")
                                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                                .register(meters));
            }
        }
    }

    void count(Outcome outcome) {
        Counter counter = counters.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }
}
