/** Who is calling, and whether their session is live. */
@NullMarked
package dev.rollcall.api.security;

import org.jspecify.annotations.NullMarked;
