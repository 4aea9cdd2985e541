/** Driven ports of invoices: what an adapter provides, and who takes part in what becomes of an invoice. */
@NullMarked
package dev.tenon.ports.invoices.spi;

import org.jspecify.annotations.NullMarked;
