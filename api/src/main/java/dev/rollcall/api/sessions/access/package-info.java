/** Who is calling, and what may they call? */
@NullMarked
package dev.rollcall.api.sessions.access;

import org.jspecify.annotations.NullMarked;
