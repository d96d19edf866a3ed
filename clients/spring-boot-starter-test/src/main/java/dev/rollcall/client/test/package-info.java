/** Sessions for the tests of a service. */
@NullMarked
package dev.rollcall.client.test;

import org.jspecify.annotations.NullMarked;
