/** A service with the starter, and requests to it. */
@NullMarked
package dev.rollcall.client.service;

import org.jspecify.annotations.NullMarked;
