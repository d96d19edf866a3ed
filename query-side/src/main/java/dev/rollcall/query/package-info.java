/** What the read models share. */
@NullMarked
package dev.rollcall.query;

import org.jspecify.annotations.NullMarked;
