/** Payments, refunds, ways of paying, and what gateways tell, over HTTP. */
@NullMarked
package dev.tenon.rest.payments;

import org.jspecify.annotations.NullMarked;
