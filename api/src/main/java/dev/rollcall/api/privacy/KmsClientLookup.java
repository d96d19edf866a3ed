package dev.rollcall.api.privacy;

import com.google.crypto.tink.KmsClient;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Finds the client of a KMS on the class path. The modules of Tink do not announce theirs as services. */
final class KmsClientLookup {

    private static final List<String> OF_TINK = List.of(
            "com.google.crypto.tink.integration.awskms.AwsKmsClient",
            "com.google.crypto.tink.integration.gcpkms.GcpKmsClient");

    private KmsClientLookup() {}

    static Optional<KmsClient> find(String keyUri) {
        Stream<KmsClient> services =
                ServiceLoader.load(KmsClient.class).stream().map(ServiceLoader.Provider::get);
        return Stream.concat(services, OF_TINK.stream().flatMap(KmsClientLookup::create))
                .filter(client -> client.doesSupport(keyUri))
                .findFirst();
    }

    private static Stream<KmsClient> create(String type) {
        try {
            Object client = Class.forName(type).getDeclaredConstructor().newInstance();
            return Stream.of((KmsClient) client);
        } catch (ReflectiveOperationException notInThisBuild) {
            return Stream.empty();
        }
    }
}
