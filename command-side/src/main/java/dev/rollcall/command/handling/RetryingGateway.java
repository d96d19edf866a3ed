package dev.rollcall.command.handling;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;

/** Retries commands that lost a race, on the thread that sends them and waits. */
class RetryingGateway extends DefaultCommandGateway {

    private final LostRaceRetry retry = new LostRaceRetry(RetryingGateway::pause);

    RetryingGateway(CommandBus commands) {
        super(DefaultCommandGateway.builder().commandBus(commands));
    }

    @Override
    public <R> R sendAndWait(Object command) {
        CommandMessage<?> message = GenericCommandMessage.asCommandMessage(command);
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
