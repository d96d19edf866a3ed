package dev.rollcall.api.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollcall.api.audit.RecordedEvents.Filter;
import dev.rollcall.api.audit.RecordedEvents.RecordedEvent;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.input.CursorPage;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves events as they are stored. */
@RestController
class EventsController {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EventPage(List<RecordedEvent> events, @Nullable String next) {}

    private final RecordedEvents events;

    EventsController(RecordedEvents events) {
        this.events = events;
    }

    @GetMapping(path = "/audit/events", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "List events by user, type and time of recording, oldest first; for auditors")
    EventPage events(
            @AuthenticationPrincipal Caller caller,
            @ParameterObject @ModelAttribute EventQuery query,
            @RequestParam(defaultValue = CursorPage.DEFAULT_LIMIT) @Min(1) @Max(CursorPage.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Filter filter = query.toFilter();
        long after = Cursors.number(cursor, 0);
        CursorPage<RecordedEvent> page = CursorPage.read(
                limit, number -> events.find(filter, after, number), event -> Long.toString(event.index()));
        return new EventPage(page.entries(), page.next());
    }
}
