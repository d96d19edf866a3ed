package dev.rollcall.api.tokens.secrets;

import dev.rollcall.api.tokens.ClusterSecrets.Generation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * An immutable snapshot of the generations of a key, newest first. All of them are accepted, also before they sign: the
 * clock of another node may be ahead.
 */
record HmacKeyRing(List<Member> members) {

    /**
     * One generation.
     *
     * @param signsFrom when it starts to sign; it stops when its successor starts
     */
    record Member(HmacKey key, Instant signsFrom) {}

    /**
     * Derives from the creation times alone when generations sign, so that all nodes agree.
     *
     * @param generations oldest first, at least one
     * @param publication how long all nodes know a key before it signs; the oldest one has nothing to wait for
     */
    static HmacKeyRing of(List<Generation> generations, Duration publication) {
        List<Member> members = new ArrayList<>();
        for (Generation generation : generations) {
            members.add(
                    0, new Member(new HmacKey(generation.value()), signsFrom(generation, generations, publication)));
        }
        return new HmacKeyRing(List.copyOf(members));
    }

    /** @param keys that which signs first */
    static HmacKeyRing ofSettings(List<HmacKey> keys) {
        return new HmacKeyRing(
                keys.stream().map(key -> new Member(key, Instant.MIN)).toList());
    }

    static Instant signsFrom(Generation generation, List<Generation> all, Duration publication) {
        return generation == all.get(0)
                ? generation.createdAt()
                : generation.createdAt().plus(publication);
    }

    boolean anyKey(Predicate<HmacKey> matches) {
        return members.stream().map(Member::key).anyMatch(matches);
    }

    /** Returns the newest key that signs by now, or the oldest one if none does by the clock of this node. */
    HmacKey signing(Instant now) {
        return members.stream()
                .filter(member -> !now.isBefore(member.signsFrom()))
                .findFirst()
                .orElseGet(() -> members.get(members.size() - 1))
                .key();
    }
}
