/** The promises, one rule a class; each rule says why it never blames a correct cluster. */
@NullMarked
package dev.rollcall.faults.history.rules;

import org.jspecify.annotations.NullMarked;
