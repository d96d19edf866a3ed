package dev.rollcall.eventstore.postgres;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rollcall.embedded-postgres.*}.
 *
 * @param dataDirectory Directory of the embedded database, its password and the key of personal data. It is kept across
 *     restarts. Relative to the working directory, which is 'api/' with 'spring-boot:run'.
 */
@ConfigurationProperties("rollcall.embedded-postgres")
record EmbeddedPostgresProperties(
        @DefaultValue("./rollcall-data") Path dataDirectory) {}
