package dev.rollcall.api.operations.openapi;

import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.EndReason;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The members of an RFC 9457 problem that this service uses. */
@Schema(name = ProblemMembers.NAME, description = "An error as in RFC 9457. Members without a value are left out.")
record ProblemMembers(
        String title,
        int status,
        String detail,
        @Schema(format = "uri-reference") @Nullable String instance,
        @Schema(description = "A stable code for programs") ProblemCode code,

        @Schema(description = "With INVALID_REQUEST: the field or parameter that is invalid") @Nullable
        String field,

        @Schema(description = "With SESSION_LIMIT_REACHED") @Nullable
        Integer maxSessions,

        @Schema(description = "With SESSION_ENDED") @Nullable
        SessionId sessionId,

        @Schema(description = "With SESSION_ENDED") @Nullable
        EndReason reason,

        @Schema(description = "With SESSION_ENDED") @Nullable
        Instant endedAt,

        @Schema(description = "With SESSION_ENDED: who ended it")
        Initiator.@Nullable Kind initiator) {

    static final String NAME = "Problem";
}
