package dev.rollcall.api.operations.rebuild;

import picocli.CommandLine.Command;

/** {@code projections}: lists and rebuilds read models without the server. */
@Command(
        name = "projections",
        description = "List the read models, and rebuild them from the events while servers are running.",
        mixinStandardHelpOptions = true,
        subcommands = {ListCommand.class, RebuildCommand.class})
public final class ProjectionsCommand {}
