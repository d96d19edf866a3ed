package dev.rollcall.api.web.settings;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** A setting as it was given, and where. */
record GivenSetting(String key, String value, String origin) {

    private static final Pattern LEADING_KEY = Pattern.compile("^((rollcall|spring|server)[.][\\w.\\[\\]-]*\\w\\]?)");

    /** The keys whose values are not shown. A trusted client as a whole contains its secret. */
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(secret|password|master-?key|trusted-?clients(\\W.*)?)");

    /** The user info and the query of a URL, which may hold credentials. */
    private static final Pattern CREDENTIALS = Pattern.compile("(?<=//)[^/@?]*@|(?<=:\\S{0,1000})[?]\\S*");

    private static final String PEM = "-----BEGIN";

    private static final int MAX_SHOWN_LENGTH = 200;

    /** Finds the setting whose key the message begins with; empty if there is no such setting. */
    static Optional<GivenSetting> namedIn(String message, Environment environment) {
        Matcher key = LEADING_KEY.matcher(message);
        return key.find() ? find(ConfigurationPropertyName.of(key.group(1)), environment) : Optional.empty();
    }

    static Optional<GivenSetting> find(ConfigurationPropertyName name, Environment environment) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty property = source.getConfigurationProperty(name);
            if (property != null) {
                return Optional.of(of(property));
            }
        }
        return Optional.empty();
    }

    static GivenSetting of(ConfigurationProperty property) {
        String key = property.getName().toString();
        return new GivenSetting(key, shown(key, String.valueOf(property.getValue())), place(property.getOrigin()));
    }

    static boolean isSecret(String key) {
        return SECRET.matcher(key).matches();
    }

    private static String shown(String key, String value) {
        if (isSecret(key) || value.contains(PEM)) {
            return "(not shown)";
        }
        return "\"" + StringUtils.truncate(CREDENTIALS.matcher(value).replaceAll(""), MAX_SHOWN_LENGTH) + "\"";
    }

    private static String place(@Nullable Origin origin) {
        if (origin instanceof PropertySourceOrigin source
                && source.getPropertySource().getName().equals("commandLineArgs")) {
            return "the command line";
        }
        return String.valueOf(origin);
    }

    @Override
    public String toString() {
        return key + " is " + value + ", from " + origin;
    }
}
