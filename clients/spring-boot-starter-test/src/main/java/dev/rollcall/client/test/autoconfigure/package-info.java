/** What tests of a service get without a line of configuration. */
@NullMarked
package dev.rollcall.client.test.autoconfigure;

import org.jspecify.annotations.NullMarked;
