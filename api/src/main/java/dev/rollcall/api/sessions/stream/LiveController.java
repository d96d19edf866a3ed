package dev.rollcall.api.sessions.stream;

import dev.rollcall.api.sessions.KnownUsers;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Streams what happens to the sessions of a user. */
@RestController
class LiveController {

    private static final String EVENTS = """
            Server-sent events with JSON data: `sessions` comes first, with the live sessions as in the list of \
            sessions; then `session-started` with one session, and `session-ended` with `sessionId`, `reason`, \
            `endedAt`, `initiator` and `detail` as in the problem `SESSION_ENDED`. The last event is the end of the \
            caller's own session.""";

    private final LiveStreams streams;
    private final KnownUsers users;

    LiveController(LiveStreams streams, KnownUsers users) {
        this.streams = streams;
        this.users = users;
    }

    @GetMapping(path = "/users/{userId}/sessions/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "Stream what happens to the sessions of a user")
    @ApiResponse(
            responseCode = "200",
            description = EVENTS,
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    @ProblemResponses({ProblemCode.TOO_MANY_STREAMS, ProblemCode.STREAMS_EXHAUSTED})
    void events(
            @PathVariable String userId,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        streams.open(caller, users.require(userId, caller), request, response);
    }
}
