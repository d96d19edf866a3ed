/** What every request and every node has in common. */
@NullMarked
package dev.rollcall.api.web;

import org.jspecify.annotations.NullMarked;
