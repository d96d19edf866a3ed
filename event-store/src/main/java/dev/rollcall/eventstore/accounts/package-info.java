/** Records what happens to accounts, in the transaction of each change. */
@NullMarked
package dev.rollcall.eventstore.accounts;

import org.jspecify.annotations.NullMarked;
