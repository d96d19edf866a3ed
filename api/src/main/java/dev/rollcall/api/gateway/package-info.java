/** Forward authentication for gateways. */
@NullMarked
package dev.rollcall.api.gateway;

import org.jspecify.annotations.NullMarked;
