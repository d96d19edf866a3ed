/** What is in the jars of a release. */
@NullMarked
package dev.rollcall.api.operations.packaging;

import org.jspecify.annotations.NullMarked;
