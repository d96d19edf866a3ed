/** Moves the events of sessions that ended long ago to files that auditors can verify. */
@NullMarked
package dev.rollcall.query.archive;

import org.jspecify.annotations.NullMarked;
