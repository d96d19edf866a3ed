package dev.rollcall.api.privacy;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rollcall.personal-data.*}.
 *
 * @param masterKey Key that protects personal data: 32 bytes in base64, the same on every node. If it is lost, nobody
 *     can read where sessions were started. See docs/install.md. Default: generated at the first start with the
 *     embedded database; with your own database it is required.
 */
@ConfigurationProperties("rollcall.personal-data")
record PersonalDataProperties(@DefaultValue("") String masterKey) {

    @Override
    public String toString() {
        return "PersonalDataProperties";
    }
}
