package dev.rollcall.api.pages.audit;

import dev.rollcall.transparency.InclusionProof;
import dev.rollcall.transparency.LeafRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The path of hashes from an event (below) to the root (above), with the hash beside each step.
 *
 * @param steps the root first
 */
record PathPicture(List<Step> steps) {

    /** The height of a step in pixels. */
    private static final int HEIGHT = 60;

    private static final int SHORT = 10;

    /**
     * A hash on the path, and the one beside it.
     *
     * @param number from 0 for the event
     * @param from the first event below this hash
     * @param to the last event below this hash
     * @param computed from the event as it is now, and the hashes beside the path; null if the event is gone
     * @param fits whether it is the hash that the log had
     * @param beside null for the root
     */
    record Step(
            int number,
            int y,
            long from,
            long to,
            @Nullable String computed,
            boolean fits,
            @Nullable Beside beside) {

        public String shortened() {
            return computed == null ? "?" : computed.substring(0, SHORT);
        }

        public boolean isRoot() {
            return beside == null;
        }

        /** Returns {@code root}, {@code event} or {@code hash}. */
        public String what() {
            if (isRoot()) {
                return "root";
            }
            return number == 0 ? "event" : "hash";
        }

        /** Returns {@code gone}, {@code fits} or {@code broken}. */
        public String verdict() {
            if (computed == null) {
                return "gone";
            }
            return fits ? "fits" : "broken";
        }
    }

    /**
     * A hash of the proof.
     *
     * @param isLeft whether it comes before the hash on the path when both are hashed
     * @param from the first event below this hash
     * @param to the last event below this hash
     */
    record Beside(String hash, boolean isLeft, long from, long to) {

        public String shortened() {
            return hash.substring(0, SHORT);
        }
    }

    /**
     * @param computed the hashes from the event as it is now to the root; none if it is gone
     * @param logged the hashes from the event as it was logged to the root
     * @param root the root of the checkpoint
     */
    static PathPicture of(
            InclusionProof proof, List<String> hashes, List<String> computed, List<String> logged, String root) {
        List<LeafRange> ranges = LeafRange.inclusionProof(proof.index(), proof.size());
        List<Step> steps = new ArrayList<>();
        long from = proof.index();
        long end = from + 1;
        for (int number = 0; number <= ranges.size(); number++) {
            boolean isRoot = number == ranges.size();
            LeafRange range = isRoot ? null : ranges.get(number);
            String hash = computed.isEmpty() ? null : computed.get(number);
            boolean fits = hash != null && hash.equals(isRoot ? root : logged.get(number));
            steps.add(new Step(
                    number,
                    (ranges.size() - number) * HEIGHT,
                    from,
                    end - 1,
                    hash,
                    fits,
                    range == null ? null : beside(range, hashes.get(number), from)));
            from = range == null ? from : Math.min(from, range.begin());
            end = range == null ? end : Math.max(end, range.end());
        }
        Collections.reverse(steps);
        return new PathPicture(List.copyOf(steps));
    }

    private static Beside beside(LeafRange range, String hash, long from) {
        return new Beside(hash, range.begin() < from, range.begin(), range.end() - 1);
    }

    /** Returns the height of the picture in pixels. */
    public int height() {
        return steps.size() * HEIGHT;
    }
}
