/** Lets gateways send requests elsewhere before this node stops. */
@NullMarked
package dev.rollcall.api.web.drain;

import org.jspecify.annotations.NullMarked;
