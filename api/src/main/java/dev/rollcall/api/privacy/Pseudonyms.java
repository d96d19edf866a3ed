package dev.rollcall.api.privacy;

import org.springframework.stereotype.Component;

/**
 * Replaces values that must be found in the database but not be readable there, such as addresses. Without the master
 * key, a copy of the database does not even allow testing guesses.
 */
@Component
public class Pseudonyms {

    private final MasterKey master;

    Pseudonyms(MasterKey master) {
        this.master = master;
    }

    /** Returns the pseudonym of a value, which is the same on every node. */
    public String of(String kind, String value) {
        return master.names().of(kind, value);
    }
}
