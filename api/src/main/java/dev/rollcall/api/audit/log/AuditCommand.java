package dev.rollcall.api.audit.log;

import dev.rollcall.transparency.verify.VerifyCommand;
import picocli.CommandLine.Command;

/** What auditors do without the server. */
@Command(
        name = "audit",
        description = "Check that no event was changed, removed or slipped in.",
        mixinStandardHelpOptions = true,
        subcommands = {VerifyCommand.class, CheckCommand.class})
public final class AuditCommand {}
