package dev.rollcall.api.sessions.checks;

import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import org.springframework.stereotype.Component;

/** Tells the notifications of this node from those of others. It is a new one after each start. */
@Component
final class NodeId {

    private final String value;

    NodeId(TimeBasedEpochGenerator ids) {
        this.value = ids.generate().toString();
    }

    String value() {
        return value;
    }
}
