/** Tells configured services that sessions have ended (OpenID Connect Back-Channel Logout 1.0). */
@NullMarked
package dev.rollcall.api.sessions.backchannel;

import org.jspecify.annotations.NullMarked;
