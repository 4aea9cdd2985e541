/** Payments, refunds, ways of paying, and what gateways tell, over HTTP. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.rest.payments;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
