/** Driven ports of payments: what an adapter provides. */
@NullMarked
package dev.tenon.ports.payments.spi;

import org.jspecify.annotations.NullMarked;
