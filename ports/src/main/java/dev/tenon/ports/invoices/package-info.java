/**
 * Invoices: what is charged for, its numbers without gaps, its taxes, and credit notes.
 *
 * <p>{@link dev.tenon.ports.invoices.Invoices} writes, finalizes, withdraws and credits them. Amounts are whole minor units, and sums are
 * sums of what is printed.
 */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.ports.invoices;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
