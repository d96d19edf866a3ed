/** Lists and replaces all keys, from the command line. */
@NullMarked
package dev.rollcall.api.operations.keys;

import org.jspecify.annotations.NullMarked;
