/** Payments with Stripe. */
@NullMarked
package dev.tenon.stripe;

import org.jspecify.annotations.NullMarked;
