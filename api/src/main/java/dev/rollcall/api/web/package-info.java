/** What all requests share (page paths, security headers, CORS), and the clock, randomness, ids and load of a node. */
@NullMarked
package dev.rollcall.api.web;

import org.jspecify.annotations.NullMarked;
