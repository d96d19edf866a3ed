package dev.rollcall.eventstore.migrations;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rollcall.migrations.*}.
 *
 * @param atStart Whether a node changes the tables at its start, if they are those of an earlier release. With false,
 *     it does not start until the command 'migrate' has done so. See docs/upgrade.md.
 */
@ConfigurationProperties("rollcall.migrations")
record MigrationProperties(@DefaultValue("true") boolean atStart) {}
