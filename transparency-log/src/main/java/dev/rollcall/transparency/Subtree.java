package dev.rollcall.transparency;

import java.util.ArrayList;
import java.util.List;

/** A complete subtree of {@code 2^level} leaves, the first of which is {@code index * 2^level}. */
public record Subtree(int level, long index) {

    /**
     * Returns the complete subtrees that make up a range of leaves, from left to right.
     *
     * @param begin a multiple of the largest power of two that is not greater than the length of the range
     */
    public static List<Subtree> cover(long begin, long end) {
        List<Subtree> cover = new ArrayList<>();
        long next = begin;
        while (next < end) {
            int level = Long.SIZE - 1 - Long.numberOfLeadingZeros(end - next);
            cover.add(new Subtree(level, next >>> level));
            next += 1L << level;
        }
        return cover;
    }
}
