/** What a check finds: violations of promises, and figures. */
@NullMarked
package dev.rollcall.faults.history.verdict;

import org.jspecify.annotations.NullMarked;
