/** The transparency log: appending, checkpoints, proofs and exports. */
@NullMarked
package dev.rollcall.api.audit.log;

import org.jspecify.annotations.NullMarked;
