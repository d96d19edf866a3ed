package dev.rollcall.api.audit.log;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.query.log.TransparencyLog;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Min;
import java.util.Base64;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves checkpoints and proofs of the transparency log, and the key that verifies them. */
@RestController
@RequestMapping("/audit")
class LogController {

    /** Hashes in the order of RFC 6962 sections 2.1.1 and 2.1.2, in base64. */
    record ProofView(List<String> hashes) {

        private static ProofView of(List<byte[]> hashes) {
            return new ProofView(
                    hashes.stream().map(Base64.getEncoder()::encodeToString).toList());
        }
    }

    private final TransparencyLog log;
    private final Checkpoints checkpoints;
    private final LogKeys keys;

    LogController(TransparencyLog log, Checkpoints checkpoints, LogKeys keys) {
        this.log = log;
        this.checkpoints = checkpoints;
        this.keys = keys;
    }

    @GetMapping(path = "/checkpoint", produces = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8")
    @Operation(summary = "Get the signed size and root hash of the transparency log (c2sp.org/tlog-checkpoint)")
    String checkpoint(@AuthenticationPrincipal Caller auditor) {
        return checkpoints.current().toString();
    }

    @GetMapping(path = "/key", produces = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8")
    @Operation(summary = "Get the key that verifies checkpoints (c2sp.org/signed-note)")
    String key() {
        return keys.current() + "\n";
    }

    @GetMapping(path = "/proof/inclusion", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Prove that the log of the given size has the leaf with the given index")
    ProofView inclusionProof(
            @RequestParam @Min(0) long index,
            @RequestParam @Min(1) long size,
            @AuthenticationPrincipal Caller auditor) {
        requireReached("size", size);
        if (index >= size) {
            throw Problem.invalid("index", "must be less than size");
        }
        return ProofView.of(log.inclusionProof(index, size));
    }

    @GetMapping(path = "/proof/consistency", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Prove that the log of one size begins with the log of a smaller size")
    ProofView consistencyProof(
            @RequestParam @Min(1) long from, @RequestParam @Min(1) long to, @AuthenticationPrincipal Caller auditor) {
        requireReached("to", to);
        if (from > to) {
            throw Problem.invalid("from", "must not be greater than to");
        }
        return ProofView.of(log.consistencyProof(from, to));
    }

    private void requireReached(String parameter, long size) {
        long reached = log.head().size();
        if (size > reached) {
            throw Problem.invalid(parameter, "must be at most " + reached + ", the size of the log");
        }
    }
}
