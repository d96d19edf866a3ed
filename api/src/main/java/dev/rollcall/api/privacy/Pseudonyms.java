package dev.rollcall.api.privacy;

import org.springframework.stereotype.Component;

/**
 * Replaces values that must be found in the database but not be readable there, such as addresses. Without a master
 * key, a copy of the database does not even allow testing guesses. Their key stays the same when the master key is
 * replaced, so that what was stored before is found.
 */
@Component
public class Pseudonyms {

    private final MasterKeys keys;

    Pseudonyms(MasterKeys keys) {
        this.keys = keys;
    }

    /** Returns the pseudonym of a value, which is the same on every node. */
    public String of(String kind, String value) {
        return keys.pseudonyms().of(kind, value);
    }
}
