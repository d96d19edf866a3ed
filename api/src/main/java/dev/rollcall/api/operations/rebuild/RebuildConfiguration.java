package dev.rollcall.api.operations.rebuild;

import dev.rollcall.eventstore.BackgroundPace;
import dev.rollcall.eventstore.EventBatches;
import dev.rollcall.query.rebuild.ModelTables;
import dev.rollcall.query.rebuild.Rebuild;
import java.time.Clock;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The beans that rebuilds use. They read events with the same serializer and upcasters as the rest of the service. */
@Configuration(proxyBeanMethods = false)
class RebuildConfiguration {

    @Bean
    EventBatches eventBatches(JdbcClient jdbc, Serializer serializer, ObjectProvider<EventUpcaster> upcasters) {
        return new EventBatches(
                jdbc,
                serializer,
                new EventUpcasterChain(upcasters.orderedStream().toList()));
    }

    @Bean
    Rebuild.Database rebuildDatabase(
            JdbcClient jdbc,
            JdbcTemplate template,
            PlatformTransactionManager transactions,
            ModelTables tables,
            EventBatches events,
            Clock clock,
            ObjectProvider<BackgroundPace> pace) {
        return new Rebuild.Database(
                jdbc, template, transactions, tables, events, clock, pace.getIfAvailable(BackgroundPace::full));
    }
}
