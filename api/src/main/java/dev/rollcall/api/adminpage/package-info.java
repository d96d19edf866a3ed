/** The pages on which administrators look after users and the service itself. */
@NullMarked
package dev.rollcall.api.adminpage;

import org.jspecify.annotations.NullMarked;
