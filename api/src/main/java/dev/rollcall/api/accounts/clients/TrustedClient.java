package dev.rollcall.api.accounts.clients;

import java.security.Principal;

/** A trusted client: a server that may act for users, and authenticates with HTTP Basic. */
public record TrustedClient(String clientId) implements Principal {

    @Override
    public String getName() {
        return clientId;
    }
}
