package dev.rollcall.api.audit;

import dev.rollcall.api.web.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses times as in RFC 3339 section 5.6, with any offset. They are truncated to microseconds, as in the database. */
public final class Rfc3339 {

    private static final Pattern RFC_3339 =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");

    private static final String RULE = "must be an RFC 3339 time such as 2026-01-31T12:00:00Z";

    private Rfc3339() {}

    /** @throws Problem {@code INVALID_REQUEST}, naming the field */
    public static Instant parse(String field, String text) {
        if (!RFC_3339.matcher(text).matches()) {
            throw Problem.invalid(field, RULE);
        }
        try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException noSuchTime) {
            throw Problem.invalid(field, RULE);
        }
    }

    static @Nullable Instant parseIfGiven(String field, @Nullable String text) {
        return text == null ? null : parse(field, text);
    }
}
