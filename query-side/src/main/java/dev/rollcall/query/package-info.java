/** What the read models have in common. */
@NullMarked
package dev.rollcall.query;

import org.jspecify.annotations.NullMarked;
