package dev.rollcall.api.web.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Stops the start if a {@code rollcall.*} setting is unknown, since ignoring it would mislead the operator, or if the
 * database is not PostgreSQL.
 */
class SettingsCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String OURS = "rollcall";

    private static final String DATABASE = "spring.datasource.url";

    private static final String POSTGRESQL = "jdbc:postgresql:";

    /** The variables that Kubernetes sets in every container for a service whose name begins with rollcall. */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "(\\w+_)?(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    /** Variables of services with our starter, which may be set in the same shell. */
    private static final String OF_SERVICES = "CLIENT_";

    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        KnownSettings known = KnownSettings.ofThisApplication();
        List<String> faults = new ArrayList<>();
        for (PropertySource<?> source : context.getEnvironment().getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String name : enumerable.getPropertyNames()) {
                    if (name.toLowerCase(Locale.ROOT).startsWith(OURS) && !isKnown(name, enumerable, known)) {
                        faults.add(fault(name, enumerable, known));
                    }
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new UnknownSettings(faults);
        }
        String url = context.getEnvironment().getProperty(DATABASE, "");
        WrongSetting.unless(
                url.isBlank() || url.startsWith(POSTGRESQL),
                DATABASE + " must be the JDBC URL of a PostgreSQL database, such as " + POSTGRESQL
                        + "//127.0.0.1:5432/rollcall");
    }

    private static boolean isKnown(String name, EnumerablePropertySource<?> source, KnownSettings known) {
        if (isVariable(name, source)) {
            String part = name.substring(OURS.length()).toUpperCase(Locale.ROOT);
            return !part.startsWith("_")
                    || known.containsVariable(name)
                    || part.substring(1).startsWith(OF_SERVICES)
                    || isServiceLink(part.substring(1), source.getProperty(name));
        }
        ConfigurationPropertyName key = ConfigurationPropertyName.adapt(name, '.');
        return !key.getElement(0, ConfigurationPropertyName.Form.UNIFORM).equals(OURS)
                || known.contains(key)
                || "".equals(source.getProperty(name)) && known.isSection(key);
    }

    private static boolean isVariable(String name, PropertySource<?> source) {
        return source instanceof SystemEnvironmentPropertySource && name.indexOf('.') < 0;
    }

    private static boolean isServiceLink(String name, @Nullable Object value) {
        return SERVICE_LINK.matcher(name).matches()
                || (name.equals("PORT") || name.endsWith("_PORT"))
                        && SERVICE_ADDRESS.matcher(String.valueOf(value)).matches();
    }

    private static String fault(String name, PropertySource<?> source, KnownSettings known) {
        KnownSetting nearest = known.nearest(name);
        return name + " (" + source.getName() + ") is not a known setting. The most similar one is "
                + (isVariable(name, source) ? nearest.variable() : nearest) + ".";
    }
}
