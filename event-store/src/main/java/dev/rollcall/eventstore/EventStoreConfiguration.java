package dev.rollcall.eventstore;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.eventstore.commits.SharedEventStorageEngine;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.serialization.AnnotationRevisionResolver;
import org.axonframework.serialization.RevisionResolver;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Axon's event store on PostgreSQL through JDBC, in Spring's transactions. */
@Configuration(proxyBeanMethods = false)
class EventStoreConfiguration {

    private static final int BATCH = 1_000;

    @Bean
    ObjectMapper defaultAxonObjectMapper() {
        return EventJson.json();
    }

    /**
     * Resolves the revision of each event's stored form. Events without a revision are stored as in the first release.
     */
    @Bean
    RevisionResolver revisionResolver() {
        return new AnnotationRevisionResolver() {
            @Override
            public @Nullable String revisionOf(Class<?> payloadType) {
                return payloadType == SessionStarted.class ? SessionStarted.REVISION : super.revisionOf(payloadType);
            }
        };
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource) {
        return new StrictCommits(dataSource);
    }

    /** For reading; commands are committed by {@link dev.rollcall.eventstore.commits.GroupCommit}. */
    @Bean
    TransactionManager axonTransactionManager(PlatformTransactionManager transactions) {
        return new SpringTransactionManager(transactions);
    }

    /** Needed because Axon's auto-configuration of JDBC looks for a data source before Spring Boot 4 has one. */
    @Bean
    ConnectionProvider connectionProvider(DataSource dataSource) {
        return new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(dataSource));
    }

    /**
     * Adds no correlation data. Events already say who acted, and trace ids in every event would only take up space.
     */
    @Bean
    CorrelationDataProvider correlationDataProvider() {
        return new SimpleCorrelationDataProvider();
    }

    @Bean
    EventStorageEngine eventStorageEngine(
            org.axonframework.config.Configuration axon,
            Serializer serializer,
            ConnectionProvider connections,
            TransactionManager transactions,
            JdbcClient jdbc) {
        return new SharedEventStorageEngine(
                JdbcEventStorageEngine.builder()
                        .snapshotSerializer(serializer)
                        .eventSerializer(serializer)
                        .upcasterChain(axon.upcasterChain())
                        .snapshotFilter(axon.snapshotFilter())
                        .connectionProvider(connections)
                        .transactionManager(transactions)
                        .schema(schema())
                        // A batch that is not full is the last one, so no further query is needed to find the end.
                        .finalAggregateBatchPredicate(batch -> batch.size() < BATCH)
                        .batchSize(BATCH),
                jdbc);
    }

    /**
     * For the few queries of Axon's own. The view shows the events in the types that Axon expects. It has subqueries
     * instead of a join, so that PostgreSQL still finds a user's last event in the index.
     */
    private static EventSchema schema() {
        return EventSchema.builder()
                .eventTable("written_event")
                .snapshotTable("snapshot_event_entry")
                .globalIndexColumn("global_index")
                .timestampColumn("time_stamp")
                .eventIdentifierColumn("event_identifier")
                .aggregateIdentifierColumn("aggregate_identifier")
                .sequenceNumberColumn("sequence_number")
                .typeColumn("type")
                .payloadTypeColumn("payload_type")
                .payloadRevisionColumn("payload_revision")
                .payloadColumn("payload")
                .metaDataColumn("meta_data")
                .build();
    }

    /**
     * Updates the read model in the transaction of the command: if it cannot be written, nothing is. The handlers only
     * collect rows, so the processor needs no transaction of its own. With one, it would take another connection for each
     * command, and Axon would hide why there is none.
     */
    @Bean
    ConfigurerModule liveSessionsInTheSameTransaction() {
        return configurer -> configurer.eventProcessing(processing -> processing
                .registerSubscribingEventProcessor(ProcessingGroups.LIVE_SESSIONS)
                .registerTransactionManager(ProcessingGroups.LIVE_SESSIONS, axon -> NoTransactionManager.instance())
                .registerListenerInvocationErrorHandler(
                        ProcessingGroups.LIVE_SESSIONS, axon -> PropagatingErrorHandler.INSTANCE)
                .registerErrorHandler(ProcessingGroups.LIVE_SESSIONS, axon -> PropagatingErrorHandler.INSTANCE));
    }
}
