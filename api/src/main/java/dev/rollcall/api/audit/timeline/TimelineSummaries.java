package dev.rollcall.api.audit.timeline;

import dev.rollcall.api.audit.timeline.TimelineEntry.SessionOnDevice;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SecuritySettingsChanged;
import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionStarted;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Summarises an event in one sentence. */
@Component
class TimelineSummaries {

    private final MessageSource texts;

    TimelineSummaries(MessageSource texts) {
        this.texts = texts;
    }

    /** @param sessions the sessions that the event started or ended */
    String of(SessionEvent event, List<SessionOnDevice> sessions) {
        String devices = devices(sessions);
        if (event instanceof SessionStarted started) {
            String key = started.bootstrap() ? "timeline.started.first" : "timeline.started";
            return text(key, devices, actor(started.initiator()));
        }
        if (event instanceof SessionEnding ending) {
            return text("timeline.ended." + ending.reason(), devices, actor(ending.initiator()));
        }
        return text("timeline.settings", actor(((SecuritySettingsChanged) event).initiator()));
    }

    private String devices(List<SessionOnDevice> sessions) {
        String first = sessions.stream()
                .limit(TimelineEntry.MOST_NAMED)
                .map(this::device)
                .collect(Collectors.joining(", "));
        int more = sessions.size() - TimelineEntry.MOST_NAMED;
        return more > 0 ? text("timeline.devices.more", first, more) : first;
    }

    private String device(SessionOnDevice session) {
        String label = Objects.requireNonNullElseGet(session.label(), () -> text("timeline.device.unknown"));
        return session.ipAddress() == null ? label : text("timeline.device", label, session.ipAddress());
    }

    private String actor(Initiator initiator) {
        String kind = "timeline.actor." + initiator.kind();
        return initiator.actorId() == null ? text(kind) : text(kind + ".named", initiator.actorId());
    }

    private String text(String key, Object... arguments) {
        Locale locale = LocaleContextHolder.getLocale();
        return texts.getMessage(key, arguments, locale);
    }
}
