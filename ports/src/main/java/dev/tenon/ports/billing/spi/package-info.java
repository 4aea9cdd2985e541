/** Driven ports of billing: what an adapter provides. */
@NullMarked
package dev.tenon.ports.billing.spi;

import org.jspecify.annotations.NullMarked;
