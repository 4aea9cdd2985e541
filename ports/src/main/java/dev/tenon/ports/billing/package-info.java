/**
 * Billing: subscriptions to plans through time.
 *
 * <p>{@link dev.tenon.ports.billing.Subscriptions} starts, changes, pauses and ends them; {@link dev.tenon.ports.billing.Trials} lets plans
 * be tried first; {@link dev.tenon.ports.billing.BillingReports} tells how the business goes. The clock moves subscriptions on, by a
 * background job. What is charged is an invoice, how it is collected a payment: packages of their own.
 */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.ports.billing;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
