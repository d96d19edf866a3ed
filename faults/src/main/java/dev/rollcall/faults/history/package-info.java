/** Decides whether a cluster kept its promises, from what its clients saw and what it stored. */
@NullMarked
package dev.rollcall.faults.history;

import org.jspecify.annotations.NullMarked;
