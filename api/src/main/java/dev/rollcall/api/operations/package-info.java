/** Operations: clean-up, rebuilds, metrics, the command line and the API description. */
@NullMarked
package dev.rollcall.api.operations;

import org.jspecify.annotations.NullMarked;
