package dev.rollcall.eventstore.postgres;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rollcall.embedded-postgres.*}.
 *
 * @param dataDirectory where the database of this instance is, with its password and the key of personal data
 */
@ConfigurationProperties("rollcall.embedded-postgres")
record EmbeddedPostgresProperties(
        @DefaultValue("./rollcall-data") Path dataDirectory) {}
