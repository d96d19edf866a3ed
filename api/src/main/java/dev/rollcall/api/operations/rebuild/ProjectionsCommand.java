package dev.rollcall.api.operations.rebuild;

import picocli.CommandLine.Command;

/** What operators do to read models without the server. */
@Command(
        name = "projections",
        description = "See the read models, and make them anew from the events, while servers are running.",
        mixinStandardHelpOptions = true,
        subcommands = {ListCommand.class, RebuildCommand.class})
public final class ProjectionsCommand {}
