/** Invoices: what is charged for, and what was paid. */
@NullMarked
package dev.tenon.ports.invoices;

import org.jspecify.annotations.NullMarked;
