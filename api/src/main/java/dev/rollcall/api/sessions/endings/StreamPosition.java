package dev.rollcall.api.sessions.endings;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client has received, in the field {@code id} of events.
 *
 * @param source the list that the number belongs to
 * @param number of the last {@link Endings}
 */
record StreamPosition(String source, long number) {

    private static final Pattern FORMAT = Pattern.compile("([\\w-]{1,64})\\.(\\d{1,18})");

    /** @return empty if this is no position */
    static Optional<StreamPosition> parse(String text) {
        Matcher matcher = FORMAT.matcher(text);
        return matcher.matches()
                ? Optional.of(new StreamPosition(matcher.group(1), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return source + "." + number;
    }
}
