/** Follows the stream of ended sessions, and knows how much it can be relied on. */
@NullMarked
package dev.rollcall.client.endings;

import org.jspecify.annotations.NullMarked;
