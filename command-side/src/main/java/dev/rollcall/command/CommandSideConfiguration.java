package dev.rollcall.command;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.util.Assert;

/** Wires {@link UserSessions} into Axon. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
class CommandSideConfiguration {

    @Bean
    Cache<String, EventSourcedAggregate<UserSessions>> loadedUserSessions(
            @Value("${rollcall.aggregate-cache-size:10000}") int size) {
        Assert.isTrue(size >= 0, "rollcall.aggregate-cache-size must be 0 or more");
        return Caffeine.newBuilder().maximumSize(size).recordStats().build();
    }

    /** One command of a user at a time; how many others may wait on a node, and for how long. */
    @Bean
    UserLocks userLocks(
            @Value("${rollcall.commands.max-waiting-per-user:100}") int mostWaiting,
            @Value("${rollcall.commands.wait-at-most:PT10S}") Duration longestWait) {
        return new UserLocks(mostWaiting, longestWait);
    }

    @Bean
    ConfigurerModule userSessionsAggregate(
            Cache<String, EventSourcedAggregate<UserSessions>> loadedUserSessions, UserLocks userLocks) {
        AggregateConfigurer<UserSessions> aggregate = AggregateConfigurer.defaultConfiguration(UserSessions.class);
        aggregate.configureRepository(axon -> userSessionsRepository(axon, loadedUserSessions, userLocks));
        return configurer -> configurer.configureAggregate(aggregate);
    }

    private static UserSessionsRepository userSessionsRepository(
            Configuration axon, Cache<String, EventSourcedAggregate<UserSessions>> loaded, UserLocks locks) {
        EventSourcingRepository.Builder<UserSessions> builder = EventSourcingRepository.builder(UserSessions.class)
                .parameterResolverFactory(axon.parameterResolverFactory())
                .handlerDefinition(axon.handlerDefinition(UserSessions.class))
                .eventStore(axon.eventStore())
                .lockFactory(locks)
                .repositoryProvider(axon::repository);
        return new UserSessionsRepository(builder, axon.eventStore(), loaded);
    }

    @Bean
    CommandGateway commandGateway(CommandBus commandBus) {
        return new RetryingGateway(commandBus);
    }
}
