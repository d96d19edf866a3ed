package dev.rollcall.api.pages.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.ISpringTemplateEngine;
import org.thymeleaf.spring6.expression.ThymeleafEvaluationContext;

/**
 * Fragments of templates as HTML, kept for as long as pages show them. For parts that many pages repeat, and for rows of
 * lists, of which most are the same when the list is loaded again. Templates call this as {@code @fragments}, in {@code
 * th:with}, because Thymeleaf allows no beans in {@code th:utext}. See ADR 0056.
 *
 * <p>A fragment may depend on nothing but its variables, the language, and the texts. So it must not contain a form with
 * {@code th:action}, whose hidden token belongs to a browser.
 */
@Component("fragments")
public class RenderedFragments {

    private static final long MOST_CHARACTERS = 16_000_000;

    private static final Duration KEPT = Duration.ofMinutes(1);

    /** Nobody reads it, and it is a sixth of a list. */
    private static final Pattern INDENTATION = Pattern.compile("\\s*\n\\s*");

    private static final String SEPARATOR = " :: ";

    private final ISpringTemplateEngine templates;
    private final ThymeleafEvaluationContext beans;
    private final Cache<Key, String> kept = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher((Key key, String html) -> html.length())
            .expireAfterAccess(KEPT)
            .executor(Runnable::run) // its work is less than that of waking another thread
            .build();

    /** Everything that the HTML depends on, except the texts. */
    private record Key(String fragment, Locale language, Map<String, @Nullable Object> variables) {}

    RenderedFragments(ISpringTemplateEngine templates, ApplicationContext beans) {
        this.templates = templates;
        this.beans = new ThymeleafEvaluationContext(beans, null);
    }

    /**
     * @param fragment {@code template :: fragment}
     * @param variables values that cannot change, by name
     */
    public String html(String fragment, Map<String, @Nullable Object> variables) {
        return html(new Key(fragment, LocaleContextHolder.getLocale(), variables));
    }

    /** Holds no lock while it renders, so a fragment may contain others. */
    private String html(Key key) {
        String html = kept.getIfPresent(key);
        if (html == null) {
            html = render(key);
            kept.put(key, html);
        }
        return html;
    }

    /**
     * Returns the fragment for each of several values, one after the other.
     *
     * @param name of the variable that is one of {@code ones}
     * @param others further variables
     */
    public String each(String fragment, String name, Collection<?> ones, Map<String, @Nullable Object> others) {
        Locale language = LocaleContextHolder.getLocale();
        return ones.stream()
                .map(one -> html(new Key(fragment, language, with(name, one, others))))
                .collect(Collectors.joining());
    }

    private static Map<String, @Nullable Object> with(String name, Object one, Map<String, @Nullable Object> others) {
        if (others.isEmpty()) {
            return Map.of(name, one);
        }
        Map<String, @Nullable Object> variables = new HashMap<>(others);
        variables.put(name, one);
        return variables;
    }

    private String render(Key key) {
        key.variables().forEach(RenderedFragments::requireUnchangeable);
        Context content = new Context(key.language(), key.variables());
        content.setVariable(ThymeleafEvaluationContext.THYMELEAF_EVALUATION_CONTEXT_CONTEXT_VARIABLE_NAME, beans);
        int separator = key.fragment().indexOf(SEPARATOR);
        String html = templates.process(
                key.fragment().substring(0, separator),
                Set.of(key.fragment().substring(separator + SEPARATOR.length())),
                content);
        return INDENTATION.matcher(html).replaceAll("\n");
    }

    private static void requireUnchangeable(String name, @Nullable Object value) {
        Assert.isTrue(
                value == null
                        || value instanceof Record
                        || value instanceof Enum<?>
                        || value instanceof String
                        || value instanceof Number
                        || value instanceof Boolean
                        || value instanceof Temporal
                        || value instanceof List<?> list && List.copyOf(list) == list,
                () -> "the variable '" + name + "' of a kept fragment might change");
    }
}
