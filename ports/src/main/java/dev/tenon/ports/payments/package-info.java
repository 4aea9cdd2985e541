/**
 * Payments: how invoices are collected, by gateways or by hand, and given back.
 *
 * <p>{@link dev.tenon.ports.payments.Payments} pays and notes, {@link dev.tenon.ports.payments.PaymentMethods} keeps what people pay with,
 * {@link dev.tenon.ports.payments.PaymentEvents} takes in what gateways tell by themselves. Every order is written down before a gateway
 * gets it, under a key that makes it happen once.
 */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.ports.payments;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
