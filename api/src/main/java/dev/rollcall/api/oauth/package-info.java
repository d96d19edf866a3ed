/** The standard OAuth 2.0 endpoints of this service: introspection, revocation, metadata and keys. */
@NullMarked
package dev.rollcall.api.oauth;

import org.jspecify.annotations.NullMarked;
