package dev.rollcall.api.security;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;

/** The P-256 key that signs access tokens (ES256, RFC 7518 section 3.4). */
record SigningKey(ECPrivateKey privateKey, ECPublicKey publicKey) {

    private static final String CURVE = "secp256r1";

    private static final String SHARED_NAME = "signing-key";

    /** @throws IllegalStateException if the file is not a PEM file with a P-256 private key */
    static SigningKey load(@Nullable Path pemFile, SharedValues shared, Provider provider) {
        try {
            byte[] pkcs8 = pemFile == null
                    ? shared.getOrCreate(SHARED_NAME, SigningKey::generate)
                    : privateKey(pemFile).getEncoded();
            return fromPkcs8(pkcs8, provider);
        } catch (GeneralSecurityException | IOException | RuntimeException unusable) {
            throw new IllegalStateException(
                    pemFile == null
                            ? "The signing key in the database cannot be used"
                            : "rollcall.tokens.signing-key: " + pemFile + " is not a PEM file with a P-256 private key",
                    unusable);
        }
    }

    private static PrivateKey privateKey(Path pemFile) throws IOException {
        PrivateKey key = PemContent.load(pemFile).getPrivateKey();
        if (key == null) {
            throw new IOException("no private key in " + pemFile);
        }
        return key;
    }

    private static byte[] generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE));
            return generator.generateKeyPair().getPrivate().getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has P-256", impossible);
        }
    }

    /** The public key is the curve's generator, multiplied by the private one. */
    private static SigningKey fromPkcs8(byte[] pkcs8, Provider provider) throws GeneralSecurityException {
        KeyFactory keys = KeyFactory.getInstance("EC", provider);
        ECPrivateKey privateKey = (ECPrivateKey) keys.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        var curve = ECNamedCurveTable.getParameterSpec(CURVE);
        if (!curve.getN().equals(privateKey.getParams().getOrder())) {
            throw new GeneralSecurityException("the key is not on the curve P-256");
        }
        var point = curve.getG().multiply(privateKey.getS()).normalize();
        BigInteger x = point.getAffineXCoord().toBigInteger();
        BigInteger y = point.getAffineYCoord().toBigInteger();
        ECPublicKey publicKey =
                (ECPublicKey) keys.generatePublic(new ECPublicKeySpec(new ECPoint(x, y), privateKey.getParams()));
        return new SigningKey(privateKey, publicKey);
    }

    /** Never shows the private key. */
    @Override
    public String toString() {
        return "SigningKey[" + publicKey.getW() + "]";
    }
}
