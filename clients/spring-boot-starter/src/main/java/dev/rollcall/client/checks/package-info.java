/** Decides whether a verified token belongs to a live session. */
@NullMarked
package dev.rollcall.client.checks;

import org.jspecify.annotations.NullMarked;
