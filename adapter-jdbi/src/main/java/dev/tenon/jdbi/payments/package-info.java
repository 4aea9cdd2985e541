/** Payments, refunds, ways of paying and what gateways told, in PostgreSQL. */
@NullMarked
package dev.tenon.jdbi.payments;

import org.jspecify.annotations.NullMarked;
