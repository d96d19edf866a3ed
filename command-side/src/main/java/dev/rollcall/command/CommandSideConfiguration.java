package dev.rollcall.command;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.util.Assert;

/** Wires {@link UserSessions} into Axon. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
class CommandSideConfiguration {

    private static final int RETRY_THREADS = 8;

    /** @param aggregateCacheSize users kept in memory */
    @ConfigurationProperties("rollcall")
    record Properties(@DefaultValue("10000") int aggregateCacheSize) {

        Properties {
            Assert.isTrue(aggregateCacheSize >= 0, "rollcall.aggregate-cache-size must be 0 or more");
        }
    }

    @Bean
    Cache<String, EventSourcedAggregate<UserSessions>> loadedUserSessions(Properties properties) {
        return Caffeine.newBuilder()
                .maximumSize(properties.aggregateCacheSize())
                .recordStats()
                .build();
    }

    @Bean
    ConfigurerModule userSessionsAggregate(Cache<String, EventSourcedAggregate<UserSessions>> loadedUserSessions) {
        AggregateConfigurer<UserSessions> aggregate = AggregateConfigurer.defaultConfiguration(UserSessions.class);
        aggregate.configureRepository(axon -> userSessionsRepository(axon, loadedUserSessions));
        return configurer -> configurer.configureAggregate(aggregate);
    }

    private static UserSessionsRepository userSessionsRepository(
            Configuration axon, Cache<String, EventSourcedAggregate<UserSessions>> loaded) {
        EventSourcingRepository.Builder<UserSessions> builder = EventSourcingRepository.builder(UserSessions.class)
                .parameterResolverFactory(axon.parameterResolverFactory())
                .handlerDefinition(axon.handlerDefinition(UserSessions.class))
                .eventStore(axon.eventStore())
                .repositoryProvider(axon::repository);
        return new UserSessionsRepository(builder, axon.eventStore(), loaded);
    }

    @Bean(destroyMethod = "shutdown")
    ScheduledExecutorService commandRetryExecutor() {
        return Executors.newScheduledThreadPool(RETRY_THREADS, new CustomizableThreadFactory("command-retry-"));
    }

    @Bean
    CommandGateway commandGateway(CommandBus commandBus, ScheduledExecutorService commandRetryExecutor) {
        return DefaultCommandGateway.builder()
                .commandBus(commandBus)
                .retryScheduler(new LostRaceRetry(commandRetryExecutor))
                .build();
    }
}
