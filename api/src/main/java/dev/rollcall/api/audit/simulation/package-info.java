/** Policy simulation: what another policy would have done in the past. */
@NullMarked
package dev.rollcall.api.audit.simulation;

import org.jspecify.annotations.NullMarked;
