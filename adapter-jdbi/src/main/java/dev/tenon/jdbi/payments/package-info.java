/** Payments, refunds, ways of paying and what gateways told, in PostgreSQL. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.jdbi.payments;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
