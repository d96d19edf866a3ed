package dev.rollcall.api.security;

/** A server that may act for users, known by HTTP Basic. */
public record TrustedClient(String clientId) {}
