package dev.rollcall.eventstore;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import org.axonframework.common.IdentifierFactory;

/**
 * Ids of events and commands, found by Axon as a service: UUIDs of version 7, which ask the system for random bits once a
 * millisecond instead of once a message.
 */
public class MessageIds extends IdentifierFactory {

    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    @Override
    public String generateIdentifier() {
        return ids.generate().toString();
    }
}
