package dev.rollcall.api.sessions.backchannel;

import dev.rollcall.api.web.settings.WrongSetting;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rollcall.backchannel-receivers}.
 *
 * @param backchannelReceivers Services that are told when a session has ended. For the settings of each entry, see
 *     docs/protect-a-service.md.
 */
@ConfigurationProperties("rollcall")
record BackchannelReceiversProperties(@DefaultValue List<Entry> backchannelReceivers) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    private static final Duration LONGEST_RETRY = Duration.ofDays(30);

    BackchannelReceiversProperties {
        Set<String> names = new HashSet<>();
        for (Entry receiver : backchannelReceivers) {
            require(names.add(receiver.name()), receiver.name(), "is listed twice");
        }
    }

    /**
     * One service.
     *
     * @param name identifies the receiver in the database and to operators
     * @param uri its back-channel logout URI (ibid. section 2.2)
     * @param audience the claim {@code aud} of its logout tokens
     * @param timeout how long to wait for its answer, up to a minute
     * @param retryFor for how long after the end of a session it is told again if it does not confirm, up to 30 days
     */
    record Entry(
            @DefaultValue("") String name,
            URI uri,
            @DefaultValue("") String audience,
            @DefaultValue("5s") Duration timeout,
            @DefaultValue("1d") Duration retryFor) {

        Entry {
            require(NAME.matcher(name).matches(), name, "needs a name of 1 to 40 characters out of a-z, 0-9 and -");
            require(isAddress(uri), name, "needs a uri that is an HTTP(S) URL without user and fragment");
            require(!audience.isBlank(), name, "needs an audience");
            require(
                    timeout.toMillis() >= 1 && timeout.compareTo(LONGEST_TIMEOUT) <= 0,
                    name,
                    "needs a timeout between 1 millisecond and " + LONGEST_TIMEOUT.toMinutes() + " minute");
            require(
                    !retryFor.isNegative() && retryFor.compareTo(LONGEST_RETRY) <= 0,
                    name,
                    "needs a retry-for between 0 and " + LONGEST_RETRY.toDays() + " days");
        }

        private static boolean isAddress(URI uri) {
            return uri != null
                    && List.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null;
        }
    }

    private static void require(boolean condition, String name, String fault) {
        WrongSetting.unless(
                condition, "rollcall.backchannel-receivers: " + (name.isEmpty() ? "an entry" : name) + " " + fault);
    }
}
