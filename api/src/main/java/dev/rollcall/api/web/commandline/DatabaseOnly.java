package dev.rollcall.api.web.commandline;

import dev.rollcall.eventstore.postgres.ConnectionLimits;
import dev.rollcall.eventstore.postgres.EmbeddedPostgresConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The part of the application that only connects to the database. */
@ImportAutoConfiguration(DataSourceAutoConfiguration.class)
@Import({EmbeddedPostgresConfiguration.class, ConnectionLimits.class})
public class DatabaseOnly {}
