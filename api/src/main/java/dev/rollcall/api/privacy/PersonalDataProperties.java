package dev.rollcall.api.privacy;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rollcall.personal-data.*}.
 *
 * @param masterKey 32 bytes in base64; if empty, the key is in a file beside the embedded PostgreSQL
 */
@ConfigurationProperties("rollcall.personal-data")
record PersonalDataProperties(@DefaultValue("") String masterKey) {

    @Override
    public String toString() {
        return "PersonalDataProperties";
    }
}
