package dev.rollcall.api.audit;

import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.event.AccountCreated;
import dev.rollcall.event.AccountDisabled;
import dev.rollcall.event.AccountEnabled;
import dev.rollcall.event.AccountRemoved;
import dev.rollcall.event.AllSessionsTerminated;
import dev.rollcall.event.EmailChanged;
import dev.rollcall.event.HistoryAccepted;
import dev.rollcall.event.HistoryArchived;
import dev.rollcall.event.LogKeyReplaced;
import dev.rollcall.event.LoginFailuresExceeded;
import dev.rollcall.event.PasswordChanged;
import dev.rollcall.event.PasswordResetLinkMade;
import dev.rollcall.event.SecuritySettingsChanged;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionEvicted;
import dev.rollcall.event.SessionExpired;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.SessionTerminated;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converts between the event names that auditors use and the stored ones. */
public final class EventType {

    private static final List<Class<?>> ALL = List.of(
            SessionStarted.class,
            SessionEvicted.class,
            SessionTerminated.class,
            AllSessionsTerminated.class,
            SessionExpired.class,
            SecuritySettingsChanged.class,
            AccountCreated.class,
            AccountDisabled.class,
            AccountEnabled.class,
            AccountRemoved.class,
            EmailChanged.class,
            PasswordChanged.class,
            PasswordResetLinkMade.class,
            LoginFailuresExceeded.class,
            HistoryAccepted.class,
            HistoryArchived.class,
            LogKeyReplaced.class);

    private static final String RULE =
            "must be the name of an event, such as SessionStarted or AccountCreated; docs/events lists all of them";

    private EventType() {}

    /** Returns the names, as auditors use them, of the events about the sessions of a user. */
    public static List<String> ofUsers() {
        return ALL.stream()
                .filter(SessionEvent.class::isAssignableFrom)
                .<String>map(Class::getSimpleName)
                .toList();
    }

    /** @return the stored name, or null if no type is given */
    static @Nullable String parseIfGiven(@Nullable String type) {
        if (type == null) {
            return null;
        }
        return ALL.stream()
                .filter(event -> event.getSimpleName().equals(type))
                .map(Class::getName)
                .findFirst()
                .orElseThrow(() -> Problem.invalid("type", RULE));
    }

    static String simpleName(String stored) {
        return stored.substring(stored.lastIndexOf('.') + 1);
    }
}
