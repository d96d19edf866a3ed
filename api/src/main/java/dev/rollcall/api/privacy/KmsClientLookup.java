package dev.rollcall.api.privacy;

import com.google.crypto.tink.KmsClient;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Finds the client of a KMS on the class path. Tink does not announce that of AWS as a service. */
final class KmsClientLookup {

    private static final String OF_AWS = "com.google.crypto.tink.integration.awskms.AwsKmsClient";

    private KmsClientLookup() {}

    static Optional<KmsClient> find(String keyUri) {
        Stream<KmsClient> services =
                ServiceLoader.load(KmsClient.class).stream().map(ServiceLoader.Provider::get);
        return Stream.concat(services, create(OF_AWS))
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
