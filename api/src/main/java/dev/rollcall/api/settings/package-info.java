/** Settings that cannot be used, and what is said of them. */
@NullMarked
package dev.rollcall.api.settings;

import org.jspecify.annotations.NullMarked;
