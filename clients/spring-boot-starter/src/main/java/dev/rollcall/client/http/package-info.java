/** Calls Rollcall with the client's credentials, and reads no more than it has to. */
@NullMarked
package dev.rollcall.client.http;

import org.jspecify.annotations.NullMarked;
