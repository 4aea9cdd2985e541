/** Driven ports of invoices: what an adapter provides, and who takes part in what becomes of an invoice. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.ports.invoices.spi;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
