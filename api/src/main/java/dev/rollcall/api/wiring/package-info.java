/** How the parts are put together: Axon on PostgreSQL, the clock, the settings. */
@NullMarked
package dev.rollcall.api.wiring;

import org.jspecify.annotations.NullMarked;
