/** The pages on which people see their devices and what they may do with them. */
@NullMarked
package dev.rollcall.api.sessionspage;

import org.jspecify.annotations.NullMarked;
