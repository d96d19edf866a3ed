/** Responses of server-sent events, which stay open without a thread or a request. */
@NullMarked
package dev.rollcall.api.web.stream;

import org.jspecify.annotations.NullMarked;
