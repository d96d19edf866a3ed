/** The training run, for which the Java VM makes a cache of classes and profiles. */
@NullMarked
package dev.rollcall.api.operations.training;

import org.jspecify.annotations.NullMarked;
