package dev.rollcall.api.odd;

import java.util.List;
import java.util.SplittableRandom;

/** Random choices that repeat for the same seed. */
final class Chance {

    private final SplittableRandom random;

    private Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Returns the choices for one request, which do not depend on earlier requests. */
    static Chance of(long seed, Target target, int index) {
        return new Chance(seed * 31 + target.toString().hashCode() * 1_000_003L + index);
    }

    static Chance of(long seed) {
        return new Chance(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int number) {
        return below(number) == 0;
    }

    long seed() {
        return random.nextLong();
    }

    <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[below(choices.length)];
    }
}
