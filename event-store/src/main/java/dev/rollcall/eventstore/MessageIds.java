package dev.rollcall.eventstore;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import org.axonframework.common.IdentifierFactory;

/**
 * Generates the ids of events and commands; Axon loads it as a service. The ids are version 7 UUIDs, which need random
 * bits from the system once per millisecond instead of once per message.
 */
public class MessageIds extends IdentifierFactory {

    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    @Override
    public String generateIdentifier() {
        return ids.generate().toString();
    }
}
