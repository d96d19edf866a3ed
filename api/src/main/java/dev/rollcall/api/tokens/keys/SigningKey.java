package dev.rollcall.api.tokens.keys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.jce.ECNamedCurveTable;

/** A P-256 key that signs access tokens (ES256, RFC 7518 section 3.4). */
public record SigningKey(ECPrivateKey privateKey, VerificationKey publicKey) {

    private static final String CURVE = "secp256r1";

    static byte[] generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE));
            return generator.generateKeyPair().getPrivate().getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has P-256", impossible);
        }
    }

    /** Computes the public key: the curve's generator, multiplied by the private key. */
    static SigningKey fromPkcs8(byte[] pkcs8, Provider provider) throws GeneralSecurityException {
        KeyFactory keys = KeyFactory.getInstance("EC", provider);
        ECPrivateKey privateKey = (ECPrivateKey) keys.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        requireP256(privateKey.getParams().getOrder());
        var point = ECNamedCurveTable.getParameterSpec(CURVE)
                .getG()
                .multiply(privateKey.getS())
                .normalize();
        BigInteger x = point.getAffineXCoord().toBigInteger();
        BigInteger y = point.getAffineYCoord().toBigInteger();
        ECPublicKey publicKey =
                (ECPublicKey) keys.generatePublic(new ECPublicKeySpec(new ECPoint(x, y), privateKey.getParams()));
        return new SigningKey(privateKey, VerificationKey.of(publicKey));
    }

    /** Reads the public half of a key that only verifies. */
    static VerificationKey fromX509(byte[] publicKeyInfo, Provider provider) throws GeneralSecurityException {
        ECPublicKey publicKey = (ECPublicKey)
                KeyFactory.getInstance("EC", provider).generatePublic(new X509EncodedKeySpec(publicKeyInfo));
        requireP256(publicKey.getParams().getOrder());
        return VerificationKey.of(publicKey);
    }

    private static void requireP256(BigInteger order) throws GeneralSecurityException {
        if (!ECNamedCurveTable.getParameterSpec(CURVE).getN().equals(order)) {
            throw new GeneralSecurityException("the key is not on the curve P-256");
        }
    }

    /** Never shows the private key. */
    @Override
    public String toString() {
        return "SigningKey[" + publicKey.id() + "]";
    }
}
