package dev.rollcall.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Checks every proof in trees of up to 64 leaves with the verification algorithms of RFC 9162. */
class ProofTest {

    private static final int SIZE = 64;

    private final MemoryTree tree = MemoryTree.of(
            IntStream.range(0, SIZE).mapToObj(i -> new byte[] {(byte) i}).toList());

    @Test
    void everyLeafIsProvedToBeInEveryTree() {
        for (int size = 1; size <= SIZE; size++) {
            for (int leaf = 0; leaf < size; leaf++) {
                List<byte[]> proof = tree.inclusion(leaf, size);

                assertThat(includes(leaf, size, leaf, proof)).isTrue();
                assertThat(includes(leaf, size, leaf + 1, proof)).isFalse();
                assertThat(includes(leaf, size - 1, leaf, proof)).isFalse();
                assertThat(includes(leaf, size, leaf, withOneMore(proof))).isFalse();
            }
        }
    }

    @Test
    void thePathOfAProofLeadsToTheRootFromItsLeafOnly() {
        for (int size = 1; size <= SIZE; size++) {
            for (int leaf = 0; leaf < size; leaf++) {
                List<byte[]> hashes = tree.inclusion(leaf, size);
                InclusionProof proof = new InclusionProof(leaf, size, hashes);

                assertThat(proof.pathFrom(tree.leaf(leaf)).orElseThrow())
                        .hasSize(hashes.size() + 1)
                        .startsWith(tree.leaf(leaf))
                        .endsWith(tree.root(size));
                assertThat(proof.pathFrom(TreeHash.ofNothing()).orElseThrow()).doesNotContain(tree.root(size));
                assertThat(new InclusionProof(leaf, size, withOneMore(hashes)).pathFrom(tree.leaf(leaf)))
                        .isEmpty();
                assertThat(new InclusionProof(leaf, leaf, hashes).pathFrom(tree.leaf(leaf)))
                        .isEmpty();
            }
        }
    }

    @Test
    void everyTreeIsProvedToContinueEverySmallerOne() {
        for (int to = 1; to <= SIZE; to++) {
            for (int from = 1; from <= to; from++) {
                List<byte[]> proof = tree.consistency(from, to);

                assertThat(isConsistent(from, from, to, proof)).isTrue();
                assertThat(isConsistent(from, from - 1, to, proof)).isFalse();
                assertThat(isConsistent(from, from, to, withOneMore(proof))).isFalse();
            }
        }
    }

    @Test
    void proofsAreShort() {
        assertThat(LeafRange.inclusionProof(1_234_567_890, 1L << 40)).hasSize(40);
        assertThat(LeafRange.consistencyProof(1_234_567_891, (1L << 40) + 1)).hasSizeLessThan(45);
        assertThat(Subtree.cover(0, (1L << 40) - 1)).hasSize(40);
    }

    private boolean includes(int leaf, int size, int hashOf, List<byte[]> proof) {
        byte[] hash = hashOf < SIZE ? tree.leaf(hashOf) : TreeHash.ofNothing();
        return ProofVerifier.includes(leaf, size, hash, tree.root(size), proof);
    }

    private boolean isConsistent(int from, int rootOf, int to, List<byte[]> proof) {
        return ProofVerifier.isConsistent(from, tree.root(rootOf), to, tree.root(to), proof);
    }

    private static List<byte[]> withOneMore(List<byte[]> proof) {
        List<byte[]> longer = new ArrayList<>(proof);
        longer.add(TreeHash.ofNothing());
        return longer;
    }
}
