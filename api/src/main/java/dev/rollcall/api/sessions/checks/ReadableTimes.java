package dev.rollcall.api.sessions.checks;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Formats times for people, in the language of the request: "14:02 UTC on 21 November 2026", "21. November 2026, 14:02
 * UTC".
 */
@Component
public class ReadableTimes {

    private static final Words ENGLISH = new Words(
            Locale.ENGLISH,
            "HH:mm 'UTC on' d MMMM uuuu",
            "HH:mm:ss 'UTC on' d MMMM uuuu",
            "d MMM HH:mm",
            "d MMM HH:mm:ss");

    private static final Words GERMAN = new Words(
            Locale.GERMAN,
            "d. MMMM uuuu, HH:mm 'UTC'",
            "d. MMMM uuuu, HH:mm:ss 'UTC'",
            "d. MMM HH:mm",
            "d. MMM HH:mm:ss");

    private record Words(
            DateTimeFormatter minute,
            DateTimeFormatter second,
            DateTimeFormatter brief,
            DateTimeFormatter briefSecond) {

        Words(Locale language, String minute, String second, String brief, String briefSecond) {
            this(utc(minute, language), utc(second, language), utc(brief, language), utc(briefSecond, language));
        }

        private static DateTimeFormatter utc(String pattern, Locale language) {
            return DateTimeFormatter.ofPattern(pattern, language).withZone(ZoneOffset.UTC);
        }
    }

    /** Formats a time for people who compare times: "14:02:31 UTC on 21 November 2026". */
    public String formatToTheSecond(Instant time) {
        return words().second().format(time);
    }

    public String format(Instant time) {
        return words().minute().format(time);
    }

    /** Formats a time for a picture that says that its times are in UTC: "21 Nov 14:02". */
    public String formatBriefly(Instant time) {
        return words().brief().format(time);
    }

    /** Formats a time like {@link #formatBriefly}, with seconds: "21 Nov 14:02:31". */
    public String formatBrieflyToTheSecond(Instant time) {
        return words().briefSecond().format(time);
    }

    private static Words words() {
        String language = LocaleContextHolder.getLocale().getLanguage();
        return language.equals(Locale.GERMAN.getLanguage()) ? GERMAN : ENGLISH;
    }
}
