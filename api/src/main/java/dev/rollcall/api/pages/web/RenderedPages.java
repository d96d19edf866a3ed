package dev.rollcall.api.pages.web;

import dev.rollcall.api.web.Languages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.View;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** Renders pages outside of controllers. */
@Component
class RenderedPages {

    private final ThymeleafViewResolver views;
    private final LocaleResolver languages;

    RenderedPages(ThymeleafViewResolver views, LocaleResolver languages) {
        this.languages = languages;
        this.views = views;
        views.setForceContentType(true); // otherwise .json or .js at the end of an address would set the type
    }

    void render(
            String name,
            Map<String, ?> model,
            HttpStatusCode status,
            HttpServletRequest request,
            HttpServletResponse response) {
        Locale locale = Languages.of(request);
        request.setAttribute(DispatcherServlet.LOCALE_RESOLVER_ATTRIBUTE, languages);
        response.setStatus(status.value());
        try {
            View view = Objects.requireNonNull(views.resolveViewName(name, locale), name);
            view.render(model, request, response);
        } catch (Exception failure) {
            throw new IllegalStateException("cannot render the page '" + name + "'", failure);
        }
    }
}
