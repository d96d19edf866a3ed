/** Timelines: what happened to one user. */
@NullMarked
package dev.rollcall.api.audit.timeline;

import org.jspecify.annotations.NullMarked;
