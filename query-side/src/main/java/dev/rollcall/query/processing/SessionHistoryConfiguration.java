package dev.rollcall.query.processing;

import dev.rollcall.eventstore.ProcessingGroups;
import dev.rollcall.eventstore.following.StoredEvents;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import org.axonframework.common.IdentifierFactory;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Configures the processor {@code session-history}. One node runs it; another takes over when that node fails. */
@Configuration(proxyBeanMethods = false)
class SessionHistoryConfiguration {

    /** How long an unresponsive node keeps its claim on the processor. */
    private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(5);

    private static final long EXTEND_CLAIM_MILLIS = 1_000;

    private static final long LOOK_FOR_CLAIMS_MILLIS = 1_000;

    private static final int BATCH = 1_000;

    /** Before all events, including those that are not committed yet. */
    private static final TrackingToken BEGINNING = new GapAwareTrackingToken(0, Set.of());

    @Bean
    TokenStore tokenStore(ConnectionProvider connections, Serializer serializer) {
        return JdbcTokenStore.builder()
                .connectionProvider(connections)
                .serializer(serializer)
                .schema(TokenSchema.builder()
                        .setTokenTable("token_entry")
                        .setProcessorNameColumn("processor_name")
                        .setTokenTypeColumn("token_type")
                        .setTimestampColumn("claimed_at")
                        .build())
                .claimTimeout(CLAIM_TIMEOUT)
                // The default is the process id and host name, which nodes in containers may share.
                .nodeId(IdentifierFactory.getInstance().generateIdentifier())
                .build();
    }

    /** Uses one segment, so that the history is a prefix of the events. */
    @Bean
    ConfigurerModule sessionHistoryBehindTheEvents(ObjectProvider<StoredEvents> events) {
        return configurer -> configurer.eventProcessing(processing -> processing
                .registerPooledStreamingEventProcessor(
                        ProcessingGroups.SESSION_HISTORY,
                        axon -> events.getObject(),
                        (axon, processor) -> configured(processor))
                .registerListenerInvocationErrorHandler(
                        ProcessingGroups.SESSION_HISTORY, axon -> PropagatingErrorHandler.INSTANCE)
                .registerErrorHandler(ProcessingGroups.SESSION_HISTORY, axon -> PropagatingErrorHandler.INSTANCE));
    }

    private static PooledStreamingEventProcessor.Builder configured(PooledStreamingEventProcessor.Builder processor) {
        return processor
                .initialSegmentCount(1)
                .initialToken(events -> BEGINNING)
                .batchSize(BATCH)
                .tokenClaimInterval(LOOK_FOR_CLAIMS_MILLIS)
                .claimExtensionThreshold(EXTEND_CLAIM_MILLIS)
                .coordinatorExecutor(name ->
                        Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory(name + "-reader-")))
                .workerExecutor(name ->
                        Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory(name + "-writer-")));
    }
}
