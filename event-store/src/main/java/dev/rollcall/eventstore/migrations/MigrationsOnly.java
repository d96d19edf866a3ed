package dev.rollcall.eventstore.migrations;

import dev.rollcall.eventstore.postgres.EmbeddedPostgresConfiguration;
import dev.rollcall.eventstore.postgres.UnlimitedMigrations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The part of the application that can migrate. It only looks at the database at its start, to see that it can. */
@ImportAutoConfiguration({DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@Import({EmbeddedPostgresConfiguration.class, UnlimitedMigrations.class})
public class MigrationsOnly {

    @Bean
    FlywayMigrationStrategy onlyLooking() {
        return flyway -> flyway.info();
    }
}
