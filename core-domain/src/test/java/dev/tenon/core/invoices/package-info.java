@NullMarked
package dev.tenon.core.invoices;

import org.jspecify.annotations.NullMarked;
