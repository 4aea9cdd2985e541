/** Payments with Stripe. */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.stripe;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
