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
 * lists, of which most are the same when the list is loaded again. Templates call this as {@code @fragments}. See ADR
 * 0056.
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

    /**
     * Everything that the HTML depends on, except the texts.
     *
     * @param one of a list; null if there is none
     * @param name of the variable {@code one}
     */
    private record Key(
            String fragment,
            Locale language,
            String name,
            @Nullable Object one,
            Map<String, @Nullable Object> others) {

        Map<String, @Nullable Object> variables() {
            Map<String, @Nullable Object> variables = new HashMap<>(others);
            variables.put(name, one);
            return variables;
        }
    }

    RenderedFragments(ISpringTemplateEngine templates, ApplicationContext beans) {
        this.templates = templates;
        this.beans = new ThymeleafEvaluationContext(beans, null);
    }

    /**
     * @param fragment {@code template :: fragment}
     * @param variables values that do not change, by name
     */
    public String html(String fragment, Map<String, @Nullable Object> variables) {
        return kept.get(new Key(fragment, LocaleContextHolder.getLocale(), "", null, variables), this::render);
    }

    /**
     * Returns the fragment for one after the other.
     *
     * @param name of the variable that is one of {@code ones}
     * @param others further variables
     */
    public String each(String fragment, String name, Collection<?> ones, Map<String, @Nullable Object> others) {
        Locale language = LocaleContextHolder.getLocale();
        return ones.stream()
                .map(one -> kept.get(new Key(fragment, language, name, one, others), this::render))
                .collect(Collectors.joining());
    }

    private String render(Key key) {
        Map<String, @Nullable Object> variables = key.variables();
        variables.forEach(RenderedFragments::requireUnchangeable);
        Context content = new Context(key.language(), variables);
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
