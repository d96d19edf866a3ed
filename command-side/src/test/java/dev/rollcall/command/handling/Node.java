package dev.rollcall.command.handling;

import dev.rollcall.command.AliceAtNoon;
import dev.rollcall.command.InMemoryEvents;
import dev.rollcall.command.LastActivity;
import dev.rollcall.command.ListedSessions;
import dev.rollcall.command.StoredJson;
import dev.rollcall.command.UserSessions;
import dev.rollcall.event.OperatorSettings;
import dev.rollcall.event.SecuritySettings;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.Spans;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;

/** One node, wired as in production except for the event store, which it may share with other nodes. */
public final class Node implements AutoCloseable {

    private static final int CACHE_SIZE = 10;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final Configuration axon;
    private final CommandGateway commands;

    /** Makes a node on which every session is listed. */
    public Node(InMemoryEvents events, SecuritySettings server, LastActivity lastActivity, Clock clock) {
        this(events, AliceAtNoon.unbounded(server), lastActivity, Set::copyOf, clock);
    }

    public Node(
            InMemoryEvents events,
            OperatorSettings operator,
            LastActivity lastActivity,
            ListedSessions listed,
            Clock clock) {
        var commandSide = new CommandSideConfiguration();
        // Without modules from the class path: one of them would look for newer releases on the network.
        Configurer configurer = DefaultConfigurer.defaultConfiguration(false)
                .configureEventStore(axon ->
                        EmbeddedEventStore.builder().storageEngine(events).build())
                .configureCommandBus(axon -> SimpleCommandBus.builder().build())
                .configureTransactionManager(axon -> NoTransactionManager.INSTANCE)
                .registerComponent(OperatorSettings.class, axon -> operator)
                .registerComponent(LastActivity.class, axon -> lastActivity)
                .registerComponent(ListedSessions.class, axon -> listed)
                .registerComponent(Clock.class, axon -> clock);
        commandSide
                .userSessionsAggregate(
                        commandSide.loadedUserSessions(new CommandSideConfiguration.Properties(CACHE_SIZE)),
                        commandSide.userLocks(new CommandSideConfiguration.CommandLimits(10, LONGEST_WAIT)))
                .configureModule(configurer);
        axon = configurer.start();
        commands = new RetryingGateway(axon.getComponent(CommandBus.class), Spans.NONE);
    }

    @Nullable
    public Object send(Object command) {
        return commands.<Object>sendAndWait(command);
    }

    /** Returns this node's state of a user, in the form in which it would be stored. */
    public String state(UserId userId) {
        return load(userId, StoredJson::write);
    }

    public <R> R load(UserId userId, Function<UserSessions, R> reading) {
        return loadIfUpToDate(userId, reading)
                .or(() -> loadIfUpToDate(userId, reading))
                .orElseThrow();
    }

    private <R> Optional<R> loadIfUpToDate(UserId userId, Function<UserSessions, R> reading) {
        DefaultUnitOfWork<CommandMessage<?>> work = DefaultUnitOfWork.startAndGet(null);
        ResultMessage<R> result = work.executeWithResult(() -> reading(work, userId, reading));
        return result.isExceptional() ? Optional.empty() : Optional.of(result.getPayload());
    }

    @SuppressWarnings("unchecked")
    private <R> R reading(UnitOfWork<CommandMessage<?>> work, UserId userId, Function<UserSessions, R> reading)
            throws Exception {
        Repository<UserSessions> sessions = axon.repository(UserSessions.class);
        return (R) Objects.requireNonNull(new UpToDateAnswers()
                .handle(work, () -> sessions.load(userId.value()).invoke(reading)));
    }

    @Override
    public void close() {
        axon.shutdown();
    }
}
