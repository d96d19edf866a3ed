/** Answers gateways: may this request pass? */
@NullMarked
package dev.rollcall.api.authorize;

import org.jspecify.annotations.NullMarked;
