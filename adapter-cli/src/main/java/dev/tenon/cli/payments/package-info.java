/** Payments, refunds and ways of paying on the command line. */
@NullMarked
package dev.tenon.cli.payments;

import org.jspecify.annotations.NullMarked;
