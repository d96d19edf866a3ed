package dev.rollcall.api.pages.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.api.pages.audit.PathPicture.Beside;
import dev.rollcall.api.pages.audit.PathPicture.Step;
import dev.rollcall.transparency.InclusionProof;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The path of the sixth of seven events (RFC 6962 section 2.1.3 has a tree of seven, too). */
class PathPictureTest {

    private static final InclusionProof PROOF =
            new InclusionProof(5, 7, List.of(new byte[32], new byte[32], new byte[32]));

    private static final List<String> BESIDE = List.of("leaf-4-is-left", "leaf-6-is-right", "left-half-of-four");

    private static final List<String> LOGGED = List.of("leaf-5......", "node-4-5....", "node-4-6....", "root........");

    @Test
    void hasTheRangesAndTheSidesOfEachStep() {
        List<Step> steps =
                PathPicture.of(PROOF, BESIDE, LOGGED, LOGGED, "root........").steps();

        assertThat(steps).extracting(Step::number).containsExactly(3, 2, 1, 0);
        assertThat(steps).extracting(Step::from).containsExactly(0L, 4L, 4L, 5L);
        assertThat(steps).extracting(Step::to).containsExactly(6L, 6L, 5L, 5L);
        assertThat(steps).extracting(Step::y).containsExactly(0, 60, 120, 180);
        assertThat(steps).extracting(Step::fits).containsOnly(true);
        assertThat(steps.get(0).beside()).isNull();
        assertThat(steps.subList(1, 4))
                .extracting(step -> Objects.requireNonNull(step.beside()))
                .containsExactly(
                        new Beside("left-half-of-four", true, 0, 3),
                        new Beside("leaf-6-is-right", false, 6, 6),
                        new Beside("leaf-4-is-left", true, 4, 4));
    }

    @Test
    void marksWhatDoesNotFitFromTheEventUp() {
        List<String> computed = List.of("changed.....", "changed.....", "changed.....", "changed.....");

        assertThat(PathPicture.of(PROOF, BESIDE, computed, LOGGED, "root........")
                        .steps())
                .extracting(Step::fits)
                .containsOnly(false);
        assertThat(PathPicture.of(PROOF, BESIDE, LOGGED, LOGGED, "another root").steps())
                .extracting(Step::fits)
                .containsExactly(false, true, true, true);
        assertThat(PathPicture.of(PROOF, BESIDE, List.of(), LOGGED, "root........")
                        .steps())
                .extracting(Step::shortened)
                .containsOnly("?");
    }

    @Test
    void theOnlyEventIsTheRoot() {
        PathPicture picture = PathPicture.of(
                new InclusionProof(0, 1, List.of()),
                List.of(),
                List.of("the only one"),
                List.of("the only one"),
                "the only one");

        assertThat(picture.steps()).hasSize(1);
        assertThat(picture.steps().get(0).isRoot()).isTrue();
        assertThat(picture.steps().get(0).fits()).isTrue();
        assertThat(picture.height()).isEqualTo(60);
    }
}
