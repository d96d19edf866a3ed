/** Shares transactions and queries between commands that run at the same time. */
@NullMarked
package dev.rollcall.eventstore.commits;

import org.jspecify.annotations.NullMarked;
