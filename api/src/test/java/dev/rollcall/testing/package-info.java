/** Running nodes, HTTP clients for them, and other test fixtures. */
@NullMarked
package dev.rollcall.testing;

import org.jspecify.annotations.NullMarked;
