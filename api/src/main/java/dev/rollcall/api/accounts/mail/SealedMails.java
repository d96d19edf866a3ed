package dev.rollcall.api.accounts.mail;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import dev.rollcall.api.privacy.TextSeals;
import tools.jackson.databind.json.JsonMapper;

/**
 * Seals mails in the table of those that have to be sent: what people take for their user name may be their password, or
 * somebody's address.
 */
class SealedMails implements Serializer {

    private static final String KIND = "mail";

    private static final JsonMapper JSON = new JsonMapper();

    private final TextSeals seals;

    SealedMails(TextSeals seals) {
        this.seals = seals;
    }

    @Override
    public byte[] serialize(Object data) {
        return seals.seal(KIND, JSON.writeValueAsBytes(data));
    }

    @Override
    public <T> T deserialize(Class<T> type, byte[] sealed) {
        return JSON.readValue(
                seals.open(KIND, sealed)
                        .orElseThrow(() -> new IllegalStateException("a mail was sealed by another installation")),
                type);
    }
}
