/** Personal data in events: sealed with a key per user, erased by destroying the key. */
@NullMarked
package dev.rollcall.api.personaldata;

import org.jspecify.annotations.NullMarked;
