@NullMarked
package dev.tenon.cli.invoices;

import org.jspecify.annotations.NullMarked;
