package dev.rollcall.eventstore.migrations;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What a node does about its tables before it uses them. Tables of a later release are no reason to stop: their changes
 * leave them usable for this one, so that a cluster is upgraded node by node.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MigrationProperties.class)
class MigrationsAtStart {

    @Bean
    FlywayMigrationStrategy migrateOrRequireAll(MigrationProperties properties) {
        return properties.atStart() ? Flyway::migrate : MigrationsAtStart::requireAll;
    }

    private static void requireAll(Flyway flyway) {
        MigrationInfo[] missing = flyway.info().pending();
        if (missing.length > 0) {
            throw new MissingMigrations(missing);
        }
        flyway.validate();
    }
}
