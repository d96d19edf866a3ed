/** What administrators do to the service itself. */
@NullMarked
package dev.rollcall.api.admin;

import org.jspecify.annotations.NullMarked;
