package dev.rollcall.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/**
 * Chooses the language of texts for people by {@code Accept-Language} (RFC 9110 section 12.5.4): the first of ours that
 * the browser accepts, else English.
 */
@Configuration(proxyBeanMethods = false)
public class Languages {

    /** The languages with complete texts: {@code messages.properties} is English, the others have a file each. */
    public static final List<Locale> OURS = List.of(Locale.ENGLISH, Locale.GERMAN);

    private static final LocaleResolver BY_HEADER = byHeader();

    private static LocaleResolver byHeader() {
        AcceptHeaderLocaleResolver resolver = new AcceptHeaderLocaleResolver();
        resolver.setSupportedLocales(OURS);
        resolver.setDefaultLocale(Locale.ENGLISH);
        return resolver;
    }

    @Bean
    LocaleResolver localeResolver() {
        return BY_HEADER;
    }

    /** Returns the language of an answer; also for filters, which run before the language of the request is set. */
    public static Locale of(HttpServletRequest request) {
        return BY_HEADER.resolveLocale(request);
    }
}
