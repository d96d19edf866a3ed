package dev.rollcall.api.pages.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.context.support.StaticApplicationContext;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

class RenderedFragmentsTest {

    private static final String ICON = "icons :: icon";

    private final RenderedFragments fragments = fragments();

    private static RenderedFragments fragments() {
        ClassLoaderTemplateResolver files = new ClassLoaderTemplateResolver();
        files.setPrefix("templates/");
        files.setSuffix(".html");
        ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
        texts.setBasename("messages");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        SpringTemplateEngine templates = new SpringTemplateEngine();
        templates.setTemplateResolver(files);
        templates.setTemplateEngineMessageSource(texts);
        templates.setLinkBuilder(new PageLinks(() -> {
            throw new AssertionError("no file is asked for");
        }));
        StaticApplicationContext beans = new StaticApplicationContext();
        beans.refresh();
        return new RenderedFragments(templates, beans);
    }

    @BeforeEach
    void readsEnglish() {
        LocaleContextHolder.setLocale(Locale.ENGLISH);
    }

    @AfterEach
    void reset() {
        LocaleContextHolder.resetLocaleContext();
    }

    @Test
    void aFragmentIsRenderedOnceForTheSameValues() {
        String phone = fragments.html(ICON, Map.of("name", "phone"));

        assertThat(phone).contains("<use href=\"#icon-phone\"/>").startsWith("<svg");
        assertThat(fragments.html(ICON, Map.of("name", "phone"))).isSameAs(phone);
        assertThat(fragments.html(ICON, Map.of("name", "laptop"))).contains("#icon-laptop");
    }

    @Test
    void itIsRenderedForEachLanguage() {
        Map<String, Object> devices = Map.of("current", "devices");
        String english = fragments.html("sessions/parts :: sections", devices);

        LocaleContextHolder.setLocale(Locale.GERMAN);

        assertThat(english).contains("<a href=\"/sessions\" aria-current=\"page\">Devices</a>");
        assertThat(fragments.html("sessions/parts :: sections", devices))
                .contains("<a href=\"/sessions\" aria-current=\"page\">Geräte</a>");
    }

    @Test
    void valuesAreEscaped() {
        assertThat(fragments.html(ICON, Map.of("name", "\"><b>"))).contains("#icon-&quot;&gt;&lt;b&gt;");
    }

    @Test
    void aListIsOneAfterTheOtherWithoutIndentation() {
        assertThat(fragments.each("icons :: kind", "device", List.of(), Map.of()))
                .isEmpty();
        assertThat(fragments.each(ICON, "name", List.of("tablet", "phone"), Map.of()))
                .containsSubsequence("#icon-tablet", "#icon-phone");
        assertThat(fragments.html("sessions/parts :: sections", Map.of("current", "devices")))
                .doesNotContain("\n ")
                .contains("\n<li>");
    }

    @Test
    void aValueThatMightChangeIsRefused() {
        assertThatThrownBy(() -> fragments.html(ICON, Map.of("name", new ArrayList<>())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the variable 'name' of a kept fragment might change");
    }
}
