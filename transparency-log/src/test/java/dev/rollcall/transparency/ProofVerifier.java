package dev.rollcall.transparency;

import java.util.Arrays;
import java.util.List;

/** Verifies proofs by the algorithms of RFC 9162, which work without a tree. */
final class ProofVerifier {

    private ProofVerifier() {}

    /** RFC 9162 section 2.1.3.2. */
    static boolean includes(long leafIndex, long treeSize, byte[] leafHash, byte[] rootHash, List<byte[]> path) {
        if (leafIndex >= treeSize) {
            return false;
        }
        long fn = leafIndex;
        long sn = treeSize - 1;
        byte[] r = leafHash;
        for (byte[] p : path) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                r = TreeHash.ofNode(p, r);
                if ((fn & 1) == 0) {
                    do {
                        fn >>= 1;
                        sn >>= 1;
                    } while ((fn & 1) == 0 && fn != 0);
                }
            } else {
                r = TreeHash.ofNode(r, p);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && Arrays.equals(r, rootHash);
    }

    /** RFC 9162 section 2.1.4.2. */
    static boolean isConsistent(long first, byte[] firstHash, long second, byte[] secondHash, List<byte[]> path) {
        if (first == second) {
            return path.isEmpty() && Arrays.equals(firstHash, secondHash);
        }
        if (path.isEmpty()) {
            return false;
        }
        boolean isPowerOfTwo = Long.bitCount(first) == 1;
        long fn = first - 1;
        long sn = second - 1;
        while ((fn & 1) == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        byte[] fr = isPowerOfTwo ? firstHash : path.get(0);
        byte[] sr = fr;
        for (byte[] c : isPowerOfTwo ? path : path.subList(1, path.size())) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = TreeHash.ofNode(c, fr);
                sr = TreeHash.ofNode(c, sr);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                sr = TreeHash.ofNode(sr, c);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && Arrays.equals(fr, firstHash) && Arrays.equals(sr, secondHash);
    }
}
