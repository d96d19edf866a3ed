/** Traces for OpenTelemetry, if there is a collector to send them to. */
@NullMarked
package dev.rollcall.api.operations.tracing;

import org.jspecify.annotations.NullMarked;
