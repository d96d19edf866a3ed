/** Meters and log lines. */
@NullMarked
package dev.rollcall.api.operations.metrics;

import org.jspecify.annotations.NullMarked;
