package dev.rollcall.command.handling;

import dev.rollcall.eventstore.Spans;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;

/** Retries commands that lost a race, on the thread that sends them and waits. A command has one span for all tries. */
class RetryingGateway extends DefaultCommandGateway {

    private final LostRaceRetry retry = new LostRaceRetry(RetryingGateway::pause);

    private final Spans spans;

    RetryingGateway(CommandBus commands, Spans spans) {
        super(DefaultCommandGateway.builder().commandBus(commands));
        this.spans = spans;
    }

    @Override
    public <R> R sendAndWait(Object command) {
        CommandMessage<?> message = GenericCommandMessage.asCommandMessage(command);
        String span = "command " + message.getPayloadType().getSimpleName();
        return spans.trace(span, () -> sendUntilNoRaceIsLost(message), result -> true);
    }

    private <R> R sendUntilNoRaceIsLost(CommandMessage<?> message) {
        for (int tries = 1; ; tries++) {
            try {
                return super.sendAndWait(message);
            } catch (RuntimeException failure) {
                if (!retry.waitBeforeRetry(message.getCommandName(), failure, tries)) {
                    throw failure;
                }
            }
        }
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
