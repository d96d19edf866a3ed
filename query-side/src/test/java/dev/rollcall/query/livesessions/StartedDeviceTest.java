package dev.rollcall.query.livesessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.event.Device;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.query.testing.TestUser;
import java.util.Map;
import java.util.Optional;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.Test;

class StartedDeviceTest {

    private static final Device DEVICE = new Device("Towel", null, null);

    private final SessionStarted start = TestUser.named("alice").start();

    @Test
    void isThatOfTheCommandWhileTheEventIsHandled() {
        StartedDevice started = new StartedDevice(start.sessionId(), DEVICE);

        assertThat(deviceIn(started.metaData())).contains(DEVICE);
    }

    @Test
    void isNotThatOfAnotherSession() {
        StartedDevice another = new StartedDevice(TestUser.newSession(), DEVICE);

        assertThat(deviceIn(another.metaData())).isEmpty();
    }

    @Test
    void isUnknownUnlessACommandNamesIt() {
        assertThat(deviceIn(Map.of())).isEmpty();
        assertThat(StartedDevice.of(start)).isEmpty();
    }

    /** Asks as the projection does: it handles the event in a unit of work within that of the command. */
    private Optional<Device> deviceIn(Map<String, ?> metaData) {
        UnitOfWork<?> command = DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>("start", metaData));
        UnitOfWork<?> event = DefaultUnitOfWork.startAndGet(GenericEventMessage.asEventMessage(start));
        try {
            return StartedDevice.of(start);
        } finally {
            event.rollback();
            command.rollback();
        }
    }
}
