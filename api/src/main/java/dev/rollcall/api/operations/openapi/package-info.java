/** The OpenAPI description. */
@NullMarked
package dev.rollcall.api.operations.openapi;

import org.jspecify.annotations.NullMarked;
