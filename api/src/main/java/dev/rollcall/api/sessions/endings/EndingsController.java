package dev.rollcall.api.sessions.endings;

import dev.rollcall.api.accounts.clients.TrustedClient;
import dev.rollcall.api.web.PagePaths;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import dev.rollcall.api.web.stream.EventResponses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Tells services which sessions have ended, so that they can check tokens themselves. */
@RestController
class EndingsController {

    private static final String EVENTS = """
            Server-sent events with JSON data: `opened` comes first, with a `clock` in milliseconds and the time \
            `since` which endings are told. Then `ended` for each session that ended (`sid`, `userId`, `reason`, \
            `endedAt`), and again and again `known`: what ended before `until`, on the clock of `opened`, has been sent.""";

    private final RecentEndings recent;
    private final EndingsStreams streams;
    private final EndingsReader reader;
    private final EventResponses responses;
    private final EndingTexts texts;
    private final StreamClock clock;

    EndingsController(
            RecentEndings recent,
            EndingsStreams streams,
            EndingsReader reader,
            EventResponses responses,
            EndingTexts texts,
            StreamClock clock) {
        this.recent = recent;
        this.streams = streams;
        this.reader = reader;
        this.responses = responses;
        this.texts = texts;
        this.clock = clock;
    }

    /** The response stays open after this method returns. */
    @GetMapping(path = PagePaths.ENDINGS, produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "Stream which sessions end")
    @ApiResponse(
            responseCode = "200",
            description = EVENTS,
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    @ProblemResponses(ProblemCode.STREAMS_EXHAUSTED)
    void endings(
            @AuthenticationPrincipal TrustedClient client,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response) {
        reader.startOnce();
        RecentEndings.Start start = recent.start(lastEventId);
        EndingsStream stream = new EndingsStream(start, clock.millis());
        streams.add(stream);
        responses.begin(
                request,
                response,
                texts.opened(clock.millis(), start),
                output -> streams.ready(stream, output),
                () -> streams.remove(stream));
    }
}
