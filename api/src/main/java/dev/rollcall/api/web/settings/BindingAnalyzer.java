package dev.rollcall.api.web.settings;

import dev.rollcall.event.InvalidSetting;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.ConverterNotFoundException;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/** Explains {@code rollcall.*} settings that have the wrong type or that their record rejects. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class BindingAnalyzer extends AbstractFailureAnalyzer<BindException> {

    private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("rollcall");

    private static final Map<Class<?>, String> TYPES = Map.of(
            Duration.class, "a duration such as PT12H, 12h or 30s",
            Integer.class, "a whole number",
            Long.class, "a whole number",
            Boolean.class, "true or false",
            URI.class, "a URL");

    private final Environment environment;

    BindingAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException failure) {
        ConfigurationPropertyName name = failure.getName();
        if (!name.equals(OURS) && !OURS.isAncestorOf(name)) {
            return null;
        }
        return Explanation.of(message(name, failure), Optional.empty(), failure, environment);
    }

    private static String message(ConfigurationPropertyName name, BindException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            String message = ofKnownCause(name, cause);
            if (message != null) {
                return message;
            }
        }
        String reason = String.valueOf(
                NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
        return reason.startsWith(OURS + ".") ? reason : name + ": " + reason;
    }

    private static @Nullable String ofKnownCause(ConfigurationPropertyName name, Throwable cause) {
        if (cause instanceof InvalidSetting invalid) {
            return name.append(DataObjectPropertyName.toDashedForm(invalid.field())) + " " + invalid.rule();
        }
        if (cause instanceof UnboundConfigurationPropertiesException unbound) {
            return names(unbound) + ": list entries must be numbered from 0, without gaps";
        }
        if (cause instanceof ConversionFailedException conversion) {
            return name + " must be " + type(conversion.getTargetType().getType());
        }
        return cause instanceof ConverterNotFoundException
                ? name + " has sub-settings, which must be set one by one"
                : null;
    }

    private static String names(UnboundConfigurationPropertiesException unbound) {
        return unbound.getUnboundProperties().stream()
                .map(property -> property.getName().toString())
                .collect(Collectors.joining(", "));
    }

    private static String type(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + StringUtils.arrayToDelimitedString(type.getEnumConstants(), ", ");
        }
        return TYPES.getOrDefault(ClassUtils.resolvePrimitiveIfNecessary(type), "a " + type.getSimpleName());
    }
}
