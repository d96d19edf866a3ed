package dev.rollcall.transparency.verify;

import dev.rollcall.transparency.KeyReplacement;
import dev.rollcall.transparency.SignedNote;
import dev.rollcall.transparency.VerifierKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of a log in their order. The auditor knows one of them. The lines of the log introduce the others: each
 * replacement is signed with the key before it.
 */
final class KeyChain {

    private final VerifierKey known;
    private final List<Member> members = new ArrayList<>();
    private boolean intact = true;

    /** @param from the size of the log from which on the key signs */
    private record Member(VerifierKey key, long from) {}

    KeyChain(VerifierKey known) {
        this.known = known;
    }

    /**
     * Adds a key that a line introduces.
     *
     * @param size of the log with that line
     * @throws VerificationFailure if the statement does not replace the key in force
     */
    void add(String statement, long size) throws VerificationFailure {
        intact = false;
        KeyReplacement replacement = parse(statement, size);
        if (members.isEmpty()) {
            members.add(new Member(replacement.before(), 0));
        }
        if (!same(last().key(), replacement.before())) {
            throw new VerificationFailure("line " + size + " replaces another key than that of the log");
        }
        members.add(new Member(replacement.after(), size));
        intact = true;
    }

    /** Whether all keys so far follow from each other. */
    boolean isIntact() {
        return intact;
    }

    private static KeyReplacement parse(String statement, long size) throws VerificationFailure {
        try {
            return KeyReplacement.parse(statement);
        } catch (IllegalArgumentException invalid) {
            throw new VerificationFailure(
                    "line " + size + " claims to replace the key of the log, but " + invalid.getMessage());
        }
    }

    /**
     * Checks that a checkpoint is signed with the key that was in force at its size, and that the auditor's key is one of
     * the log.
     *
     * @param name what the message calls the checkpoint
     */
    void requireSigned(SignedNote checkpoint, long size, String name) throws VerificationFailure {
        if (members.stream().noneMatch(member -> same(member.key(), known)) && !members.isEmpty()) {
            throw new VerificationFailure("the log has never had the key " + known);
        }
        VerifierKey inForce = inForce(size);
        if (!checkpoint.isSignedBy(inForce)) {
            throw new VerificationFailure(name + " is not signed with the key " + inForce
                    + (members.isEmpty() ? "" : ", which the log had at size " + size));
        }
    }

    private VerifierKey inForce(long size) {
        VerifierKey key = members.isEmpty() ? known : members.get(0).key();
        for (Member member : members) {
            key = member.from() <= size ? member.key() : key;
        }
        return key;
    }

    private Member last() {
        return members.get(members.size() - 1);
    }

    private static boolean same(VerifierKey one, VerifierKey other) {
        return one.toString().equals(other.toString());
    }
}
