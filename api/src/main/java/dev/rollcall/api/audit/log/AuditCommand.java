package dev.rollcall.api.audit.log;

import dev.rollcall.transparency.verify.VerifyCommand;
import picocli.CommandLine.Command;

/** {@code audit}: the checks that auditors run without the server. */
@Command(
        name = "audit",
        description = "Check that no event was changed, removed or inserted.",
        mixinStandardHelpOptions = true,
        subcommands = {VerifyCommand.class, CheckCommand.class})
public final class AuditCommand {}
