package dev.rollcall.api.operations.rebuild;

import dev.rollcall.api.privacy.DeviceSeals;
import dev.rollcall.api.web.ApplicationConfiguration;
import dev.rollcall.eventstore.EventJson;
import dev.rollcall.eventstore.postgres.ConnectionLimits;
import dev.rollcall.eventstore.postgres.EmbeddedPostgresConfiguration;
import dev.rollcall.query.rebuild.ReadModel;
import java.time.Clock;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.json.JacksonSerializer;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** The parts of the application that rebuilds need: database and keys, but neither web server nor event processing. */
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class
})
@Import({EmbeddedPostgresConfiguration.class, ConnectionLimits.class})
@ComponentScan(
        basePackageClasses = {RebuildParts.class, DeviceSeals.class, ReadModel.class},
        basePackages = {"dev.rollcall.query.livesessions", "dev.rollcall.query.history"})
class RebuildParts {

    @Bean
    Clock clock() {
        return ApplicationConfiguration.wallClock();
    }

    @Bean
    Serializer serializer() {
        return JacksonSerializer.builder().objectMapper(EventJson.json()).build();
    }
}
