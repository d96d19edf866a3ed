package dev.rollcall.api.sessions.checks;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Formats times for people: "14:02 UTC on 21 November 2026". */
@Component
public class ReadableTimes {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "HH:mm 'UTC on' d MMMM uuuu", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern(
                    "HH:mm:ss 'UTC on' d MMMM uuuu", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Formats a time for people who compare times: "14:02:31 UTC on 21 November 2026". */
    public String formatToTheSecond(Instant time) {
        return TO_THE_SECOND.format(time);
    }

    public String format(Instant time) {
        return FORMAT.format(time);
    }
}
