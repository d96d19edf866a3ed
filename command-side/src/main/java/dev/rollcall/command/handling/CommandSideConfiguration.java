package dev.rollcall.command.handling;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rollcall.command.UserSessions;
import java.time.Duration;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.util.Assert;

/** Wires {@link UserSessions} into Axon. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
public class CommandSideConfiguration {

    /**
     * @param aggregateCacheSize Users whose sessions a node keeps in memory, to handle their next command faster. 0
     *     means none.
     */
    @ConfigurationProperties("rollcall")
    public record Properties(@DefaultValue("10000") int aggregateCacheSize) {

        public Properties {
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
    public record Turns(
            @DefaultValue("100") int maxWaitingPerUser,
            @DefaultValue("PT10S") Duration waitAtMost) {}

    @Bean
    public Cache<String, EventSourcedAggregate<UserSessions>> loadedUserSessions(Properties properties) {
        return Caffeine.newBuilder()
                .maximumSize(properties.aggregateCacheSize())
                .recordStats()
                .build();
    }

    @Bean
    public UserLocks userLocks(Turns turns) {
        return new UserLocks(turns.maxWaitingPerUser(), turns.waitAtMost());
    }

    @Bean
    public ConfigurerModule userSessionsAggregate(
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
    public CommandGateway commandGateway(CommandBus commandBus) {
        return new RetryingGateway(commandBus);
    }
}
