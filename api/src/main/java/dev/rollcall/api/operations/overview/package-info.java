/** Tells administrators how the service is doing, without a monitoring system. */
@NullMarked
package dev.rollcall.api.operations.overview;

import org.jspecify.annotations.NullMarked;
