/** The description of this API, derived from what is mapped. */
@NullMarked
package dev.rollcall.api.openapi;

import org.jspecify.annotations.NullMarked;
