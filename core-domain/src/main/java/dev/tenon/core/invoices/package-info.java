/** Invoices: writing them, and what becomes of them. */
@NullMarked
package dev.tenon.core.invoices;

import org.jspecify.annotations.NullMarked;
