/** Trusted clients: services that authenticate with a secret. */
@NullMarked
package dev.rollcall.api.accounts.clients;

import org.jspecify.annotations.NullMarked;
