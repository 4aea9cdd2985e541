/** Invoices and credit notes. */
@NullMarked
package dev.tenon.jdbi.invoices;

import org.jspecify.annotations.NullMarked;
