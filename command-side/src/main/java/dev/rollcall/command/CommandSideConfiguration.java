package dev.rollcall.command;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.AggregateFactory;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.GenericAggregateFactory;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Wires {@link UserSessions} into Axon. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
class CommandSideConfiguration {

    private static final int EVENTS_PER_SNAPSHOT = 100;

    private static final int THREADS = 8;

    @Bean
    ConfigurerModule userSessionsAggregate(
            @Value("${rollcall.aggregate-cache-size:10000}") int cacheSize, ScheduledExecutorService commandExecutor) {
        AggregateConfigurer<UserSessions> aggregate = AggregateConfigurer.defaultConfiguration(UserSessions.class);
        aggregate.configureRepository(axon -> userSessionsRepository(axon, cacheSize, commandExecutor));
        return configurer -> configurer.configureAggregate(aggregate);
    }

    private static UserSessionsRepository userSessionsRepository(
            Configuration axon, int cacheSize, Executor snapshotExecutor) {
        AggregateModel<UserSessions> model = AnnotatedAggregateMetaModelFactory.inspectAggregate(
                UserSessions.class, axon.parameterResolverFactory(), axon.handlerDefinition(UserSessions.class));
        AggregateFactory<UserSessions> factory = new GenericAggregateFactory<>(model);
        Snapshotter snapshotter = AggregateSnapshotter.builder()
                .eventStore(axon.eventStore())
                .transactionManager(axon.getComponent(TransactionManager.class))
                .executor(snapshotExecutor)
                .aggregateFactories(factory)
                .parameterResolverFactory(axon.parameterResolverFactory())
                .handlerDefinition(axon.handlerDefinition(UserSessions.class))
                .build();
        EventSourcingRepository.Builder<UserSessions> builder = EventSourcingRepository.builder(UserSessions.class)
                .aggregateModel(model)
                .aggregateFactory(factory)
                .eventStore(axon.eventStore())
                .repositoryProvider(axon::repository)
                .snapshotTriggerDefinition(new EventCountSnapshotTriggerDefinition(snapshotter, EVENTS_PER_SNAPSHOT));
        return new UserSessionsRepository(builder, axon.eventStore(), cacheSize);
    }

    /** Retries of commands, and snapshots. */
    @Bean(destroyMethod = "shutdown")
    ScheduledExecutorService commandExecutor() {
        return Executors.newScheduledThreadPool(THREADS, new CustomizableThreadFactory("command-"));
    }

    @Bean
    CommandGateway commandGateway(CommandBus commandBus, ScheduledExecutorService commandExecutor) {
        return DefaultCommandGateway.builder()
                .commandBus(commandBus)
                .retryScheduler(new LostRaceRetry(commandExecutor))
                .build();
    }
}
