package dev.rollcall.command.handling;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rollcall.command.UserSessions;
import dev.rollcall.eventstore.Spans;
import dev.rollcall.eventstore.commits.GroupCommit;
import java.time.Duration;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolver;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.util.Assert;

/** Wires {@link UserSessions} into Axon. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
class CommandSideConfiguration {

    /**
     * @param aggregateCacheSize Users whose sessions a node keeps in memory, to handle their next command faster. 0
     *     means none.
     */
    @ConfigurationProperties("rollcall")
    record Properties(@DefaultValue("10000") int aggregateCacheSize) {

        Properties {
            Assert.isTrue(aggregateCacheSize >= 0, "rollcall.aggregate-cache-size must be 0 or more");
        }
    }

    /**
     * The commands of one user run one at a time.
     *
     * @param maxWaitingPerUser Commands of one user that may wait for their turn on a node, 1 or more. Others are
     *     answered 503.
     * @param waitAtMost How long a command waits for its turn, 1 millisecond to 1 hour. Then it is answered 503.
     */
    @ConfigurationProperties("rollcall.commands")
    record CommandLimits(
            @DefaultValue("100") int maxWaitingPerUser,
            @DefaultValue("PT10S") Duration waitAtMost) {}

    @Bean
    Cache<String, EventSourcedAggregate<UserSessions>> loadedUserSessions(Properties properties) {
        return Caffeine.newBuilder()
                .maximumSize(properties.aggregateCacheSize())
                .recordStats()
                .executor(Runnable::run)
                .build();
    }

    @Bean
    UserLocks userLocks(CommandLimits limits) {
        return new UserLocks(limits.maxWaitingPerUser(), limits.waitAtMost());
    }

    @Bean
    ConfigurerModule userSessionsAggregate(
            Cache<String, EventSourcedAggregate<UserSessions>> loadedUserSessions, UserLocks userLocks) {
        AggregateConfigurer<UserSessions> aggregate = AggregateConfigurer.defaultConfiguration(UserSessions.class);
        aggregate.configureRepository(axon -> userSessionsRepository(axon, loadedUserSessions, userLocks));
        aggregate.configureCommandTargetResolver(axon -> CommandSideConfiguration::target);
        return configurer -> {
            configurer.configureAggregate(aggregate);
            configurer.onInitialize(
                    axon -> axon.onStart(() -> axon.commandBus().registerHandlerInterceptor(new UpToDateAnswers())));
        };
    }

    /** Axon would look for the annotations of each command again. */
    private static VersionedAggregateIdentifier target(CommandMessage<?> command) {
        UserSessions.Command payload = (UserSessions.Command) command.getPayload();
        return new VersionedAggregateIdentifier(payload.userId().value(), null);
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

    /** Runs each command on the thread that sends it, and commits it together with others. */
    @Bean
    @Qualifier("localSegment")
    SimpleCommandBus commandBus(
            GroupCommit commits, Configuration axon, DuplicateCommandHandlerResolver duplicateCommandHandlers) {
        SimpleCommandBus commands = SimpleCommandBus.builder()
                .transactionManager(commits::collect)
                .duplicateCommandHandlerResolver(duplicateCommandHandlers)
                .messageMonitor(axon.messageMonitor(CommandBus.class, "commandBus"))
                .build();
        commands.registerHandlerInterceptor(new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
        return commands;
    }

    @Bean
    CommandGateway commandGateway(CommandBus commandBus, ObjectProvider<Spans> spans) {
        return new RetryingGateway(commandBus, spans.getIfAvailable(() -> Spans.NONE));
    }
}
