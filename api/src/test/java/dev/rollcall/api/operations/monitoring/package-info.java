/** The dashboard and the alerts in {@code deploy/monitoring}, judged by themselves and against a running node. */
@NullMarked
package dev.rollcall.api.operations.monitoring;

import org.jspecify.annotations.NullMarked;
