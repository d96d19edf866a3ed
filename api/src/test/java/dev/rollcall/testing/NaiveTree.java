package dev.rollcall.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The definitions of RFC 6962 section 2.1, word for word: slow, and sharing no code with what is tested. */
public record NaiveTree(List<String> lines) {

    public String root() {
        return base64(hash(lines));
    }

    /** PATH(m, D[n]) of section 2.1.1. */
    public List<String> path(int m) {
        int n = lines.size();
        if (n <= 1) {
            return new ArrayList<>();
        }
        int k = split(n);
        List<String> path = m < k ? first(k).path(m) : rest(k).path(m - k);
        path.add(m < k ? rest(k).root() : first(k).root());
        return path;
    }

    /** PROOF(m, D[n]) of section 2.1.2. */
    public List<String> proof(int m) {
        return subproof(m, true);
    }

    private List<String> subproof(int m, boolean complete) {
        int n = lines.size();
        if (m == n) {
            return complete ? new ArrayList<>() : new ArrayList<>(List.of(root()));
        }
        int k = split(n);
        List<String> proof = m <= k ? first(k).subproof(m, complete) : rest(k).subproof(m - k, false);
        proof.add(m <= k ? rest(k).root() : first(k).root());
        return proof;
    }

    public NaiveTree first(int size) {
        return new NaiveTree(lines.subList(0, size));
    }

    private NaiveTree rest(int from) {
        return new NaiveTree(lines.subList(from, lines.size()));
    }

    /** The largest power of two smaller than n. */
    private static int split(int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }

    private static byte[] hash(List<String> lines) {
        int n = lines.size();
        if (n == 0) {
            return sha256();
        }
        if (n == 1) {
            return sha256(new byte[] {0}, lines.get(0).getBytes(StandardCharsets.UTF_8));
        }
        int k = split(n);
        return sha256(new byte[] {1}, hash(lines.subList(0, k)), hash(lines.subList(k, n)));
    }

    private static byte[] sha256(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(all.toByteArray());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String base64(byte[] hash) {
        return Base64.getEncoder().encodeToString(hash);
    }
}
