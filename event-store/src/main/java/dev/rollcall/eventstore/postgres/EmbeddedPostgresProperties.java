package dev.rollcall.eventstore.postgres;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rollcall.embedded-postgres.*}.
 *
 * @param dataDirectory the directory of the embedded database, its password and the master key for personal data
 */
@ConfigurationProperties("rollcall.embedded-postgres")
record EmbeddedPostgresProperties(
        @DefaultValue("./rollcall-data") Path dataDirectory) {}
