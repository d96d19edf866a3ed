/** What OAuth 2.0 has standards for: introspection, revocation, metadata. */
@NullMarked
package dev.rollcall.api.oauth;

import org.jspecify.annotations.NullMarked;
