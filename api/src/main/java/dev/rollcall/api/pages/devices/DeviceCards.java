package dev.rollcall.api.pages.devices;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rollcall.event.Device;
import dev.rollcall.query.livesessions.LiveSession;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.ISpringTemplateEngine;
import org.thymeleaf.spring6.expression.ThymeleafEvaluationContext;

/**
 * The cards of the list of devices, as HTML. The list is loaded anew whenever one device comes or goes, so a card is kept
 * for as long as its session is unchanged and it is looked at. See ADR 0055.
 */
@Component
class DeviceCards {

    private static final int MOST_KEPT = 10_000;

    private static final Duration KEPT = Duration.ofMinutes(1);

    private final ISpringTemplateEngine templates;
    private final ThymeleafEvaluationContext beans;
    private final Cache<Card, String> cards =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterAccess(KEPT).build();

    /** Everything that a card depends on, except the text of the pages. */
    private record Card(LiveSession device, Device here, Locale language) {}

    DeviceCards(ISpringTemplateEngine templates, ApplicationContext beans) {
        this.templates = templates;
        this.beans = new ThymeleafEvaluationContext(beans, null);
    }

    /** @param here the device of the person who looks */
    String html(List<LiveSession> devices, Device here) {
        Locale language = LocaleContextHolder.getLocale();
        return devices.stream()
                .map(device -> cards.get(new Card(device, here, language), this::render))
                .collect(Collectors.joining());
    }

    private String render(Card card) {
        Context content = new Context(card.language(), Map.of("device", card.device(), "here", card.here()));
        content.setVariable(ThymeleafEvaluationContext.THYMELEAF_EVALUATION_CONTEXT_CONTEXT_VARIABLE_NAME, beans);
        return templates.process("sessions/card", content);
    }
}
