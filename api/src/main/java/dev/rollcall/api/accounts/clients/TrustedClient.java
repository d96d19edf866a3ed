package dev.rollcall.api.accounts.clients;

import java.security.Principal;

/** A server that may act for users, known by HTTP Basic. */
public record TrustedClient(String clientId) implements Principal {

    @Override
    public String getName() {
        return clientId;
    }
}
