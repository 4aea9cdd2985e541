/** The contracts for what stores invoices. */
@NullMarked
package dev.tenon.testkit.invoices;

import org.jspecify.annotations.NullMarked;
