package dev.rollcall.api.accounts.mail;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.shaded.jdbc.SQLRuntimeException;
import dev.rollcall.api.accounts.mail.MailMeters.Outcome;
import dev.rollcall.api.accounts.mail.MailSetup.Outgoing;
import dev.rollcall.api.accounts.resets.ResetProperties;
import dev.rollcall.api.privacy.Pseudonyms;
import dev.rollcall.api.privacy.TextSeals;
import dev.rollcall.event.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * The mails that have to be sent. They are in the database, so they survive a restart, and any node sends them. If the
 * mail server is away, they are tried again for as long as a link would be valid.
 */
@Component
public class ResetMails implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(ResetMails.class);

    private static final String TASK = "reset-mail";
    private static final int THREADS = 2;
    private static final Duration POLL_EVERY = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(2);
    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** In this time, one user name gets one mail at most, unless administrators send it. */
    private static final Duration APART = Duration.ofMinutes(1);

    /** A failure that is not the mail server's is tried again so often: for half an hour. */
    private static final int MOST_FAILURES = 30;

    private final ResetMailSending sending;
    private final MailMeters meters;
    private final Pseudonyms pseudonyms;
    private final ResetProperties properties;
    private final Clock clock;
    private final @Nullable Outgoing outgoing;
    private final CustomTask<ResetMail> task;
    private final @Nullable Scheduler scheduler;

    ResetMails(
            MailSetup setup,
            DataSource dataSource,
            TextSeals seals,
            ResetMailSending sending,
            MailMeters meters,
            Pseudonyms pseudonyms,
            ResetProperties properties,
            Clock clock) {
        this.sending = sending;
        this.meters = meters;
        this.pseudonyms = pseudonyms;
        this.properties = properties;
        this.clock = clock;
        this.outgoing = setup.outgoing().orElse(null);
        this.task = Tasks.custom(TASK, ResetMail.class)
                .onFailure(ResetMails::failed)
                .execute((instance, context) -> attempt(instance.getData()));
        this.scheduler = outgoing == null
                ? null
                : Scheduler.create(dataSource, task)
                        .tableName("mail_task")
                        .serializer(new SealedMails(seals))
                        .threads(THREADS)
                        .pollingInterval(POLL_EVERY)
                        .heartbeatInterval(HEARTBEAT_EVERY)
                        .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                        .shutdownMaxWait(STOP_WITHIN)
                        .enableImmediateExecution()
                        .build();
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        if (scheduler != null) {
            scheduler.start();
        }
    }

    @Override
    public void destroy() {
        if (scheduler != null) {
            scheduler.stop();
        }
    }

    /** Whether mails can be sent. */
    public boolean isOn() {
        return scheduler != null;
    }

    /**
     * Sends a link to a user. If one that an administrator has asked for is still waiting, it is that one.
     *
     * @return until when it is tried
     */
    public Instant sendByAdministrator(UserId user, UserId administrator, Locale language) {
        TaskInstance<ResetMail> row = row(user, administrator, language);
        schedule(row);
        return waiting(row).orElseGet(row::getData).until();
    }

    /**
     * Sends a link to whoever has this user name, if there is an active account with an address. That is looked up when
     * it is sent, on another thread, so that neither the answer nor its time tells whether there is one.
     */
    public void sendByAnybody(UserId user, Locale language) {
        schedule(row(user, null, language));
    }

    private TaskInstance<ResetMail> row(UserId user, @Nullable UserId administrator, Locale language) {
        Instant until = clock.instant().plus(properties.resetLinkLifetime());
        String who = administrator == null ? "anybody" : "administrator";
        return task.instance(
                pseudonyms.of(TASK, who + "\n" + user.value()),
                new ResetMail(user, administrator, language.toLanguageTag(), until, 0, false));
    }

    private void schedule(TaskInstance<ResetMail> row) {
        try {
            scheduler().scheduleIfNotExists(row, clock.instant());
        } catch (SQLRuntimeException failure) {
            throw new DataAccessResourceFailureException("The mails that wait cannot be written", failure);
        }
    }

    /** @return empty if it is already sent */
    private Optional<ResetMail> waiting(TaskInstance<ResetMail> row) {
        return scheduler().getScheduledExecution(row).map(found -> (ResetMail) found.getData());
    }

    private Scheduler scheduler() {
        if (scheduler == null) {
            throw new IllegalStateException("there is no mail server");
        }
        return scheduler;
    }

    private CompletionHandler<ResetMail> attempt(ResetMail mail) {
        if (mail.done() || outgoing == null) {
            return ResetMails::remove;
        }
        Instant now = clock.instant();
        Outcome outcome = now.isBefore(mail.until()) ? sending.send(mail, outgoing) : Outcome.EXPIRED;
        meters.count(outcome);
        if (outcome == Outcome.EXPIRED) {
            log.atWarn().addKeyValue("userId", mail.user()).log("A mail could not be sent in time");
        }
        if (outcome == Outcome.FAILED) {
            return (complete, row) -> row.reschedule(complete, now.plus(pauseAfter(mail)), mail.afterFailure());
        }
        return mail.fromAdministrator()
                ? ResetMails::remove
                : (complete, row) -> row.reschedule(complete, now.plus(APART), mail.asDone());
    }

    private static void remove(ExecutionComplete complete, ExecutionOperations<ResetMail> row) {
        row.remove();
    }

    private static Duration pauseAfter(ResetMail mail) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(mail.attempts(), 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private static void failed(ExecutionComplete complete, ExecutionOperations<ResetMail> row) {
        if (complete.getExecution().consecutiveFailures < MOST_FAILURES) {
            row.reschedule(complete, complete.getTimeDone().plus(LONGEST_PAUSE));
        } else {
            row.remove();
        }
    }
}
