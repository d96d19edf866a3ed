/** The read model of what users set differently from the server; kept with {@code live-sessions}. */
@NullMarked
package dev.rollcall.query.settings;

import org.jspecify.annotations.NullMarked;
