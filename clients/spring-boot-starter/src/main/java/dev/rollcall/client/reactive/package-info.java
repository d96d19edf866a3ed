/** Protection of a service with Spring WebFlux. */
@NullMarked
package dev.rollcall.client.reactive;

import org.jspecify.annotations.NullMarked;
