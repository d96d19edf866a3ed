package dev.rollcall.api.privacy;

import org.springframework.stereotype.Component;

/**
 * Stands in for what must be found again in the database and not be read there, such as addresses. Who has a copy of the
 * database, and no master key, cannot even try out which it was.
 */
@Component
public class Pseudonyms {

    private final MasterKey master;

    Pseudonyms(MasterKey master) {
        this.master = master;
    }

    /** The same for the same value, on every node. */
    public String of(String kind, String value) {
        return master.names().of(kind, value);
    }
}
