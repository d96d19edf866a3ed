package dev.rollcall.api.operations.openapi;

import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.EndReason;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The members of an RFC 9457 problem as this service fills them. */
@Schema(name = ProblemMembers.NAME, description = "An error, as RFC 9457 has it. Absent members are left out.")
record ProblemMembers(
        String title,
        int status,
        String detail,
        @Schema(format = "uri-reference") @Nullable String instance,
        @Schema(description = "Stable, for programs") ProblemCode code,

        @Schema(description = "With INVALID_REQUEST: the field or parameter that breaks a rule") @Nullable
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
