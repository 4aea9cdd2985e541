/** Invoices and credit notes over HTTP. */
@NullMarked
package dev.tenon.rest.invoices;

import org.jspecify.annotations.NullMarked;
