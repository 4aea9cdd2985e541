/** Billing: subscriptions to plans. */
@NullMarked
package dev.tenon.ports.billing;

import org.jspecify.annotations.NullMarked;
