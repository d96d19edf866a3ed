/** Lets queries of auditors run on a standby, with the same answers as from the primary. */
@NullMarked
package dev.rollcall.eventstore.standby;

import org.jspecify.annotations.NullMarked;
