package dev.tenon.ports.payments;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PaymentId;
import dev.tenon.ports.kernel.PaymentMethodId;
import dev.tenon.ports.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * How invoices are collected. What is due is collected by a job with the default {@linkplain PaymentMethods way of paying}; whoever
 * has to pay may pay before, and staff note what came in by another way. Whoever has to pay an invoice sees its payments, with a key
 * too if it has {@code billing:read}, and so do holders of {@code invoices:read}; to others there is no such invoice.
 *
 * <p>Each try is committed before a gateway is asked, under a key that makes the gateway do it once. While nobody knows what became
 * of one, nothing else is charged for the invoice.
 */
public interface Payments {

    /** How often somebody may try to pay one invoice by themselves within a day. */
    int MOST_TRIES_A_DAY = 10;

    /**
     * Pays all that is due of an invoice now: whoever has to, in person, without a key and in nobody else's name. A payment that
     * waits to be confirmed is withdrawn first. Recorded as {@code payment.started}, then {@code payment.succeeded} and so on; the
     * payment tells what became of it. It does not move when a declined invoice is tried again by itself.
     *
     * @param method with what; {@code null} for the default
     * @throws Refusal {@code invoice-not-found}; {@link PaymentRefusal#NOTHING_DUE}, {@link PaymentRefusal#UNDER_WAY}, {@link
     *     PaymentRefusal#NO_METHOD}, {@link PaymentRefusal#METHOD_NOT_FOUND}, {@link PaymentRefusal#TOO_MANY_TRIES}, {@link
     *     PaymentRefusal#NO_GATEWAY}; {@code api-key-not-here}; {@code impersonation-not-here}
     */
    Payment pay(Actor actor, InvoiceId invoice, @Nullable PaymentMethodId method);

    /**
     * Notes what came in by another way, like a transfer between banks. Needs {@code invoices:write}. Recorded as {@code
     * payment.noted}.
     *
     * @throws Refusal {@code invoice-not-found}; {@link PaymentRefusal#NOTHING_DUE}; {@code request-invalid}; {@code
     *     request-forbidden}
     */
    Payment note(Actor actor, InvoiceId invoice, NewReceipt receipt);

    /**
     * The tries to collect an invoice, newest first.
     *
     * @throws Refusal {@code invoice-not-found}
     */
    Page<Payment> list(Actor actor, InvoiceId invoice, PageRequest page);

    /**
     * One try.
     *
     * @throws Refusal {@link PaymentRefusal#NOT_FOUND}
     */
    Payment get(Actor actor, PaymentId id);

    /**
     * Asks the gateway now what became of a payment that is open, for example after somebody confirmed it. One whose answer is
     * known stays as it is. Whoever sees the payment may. Recorded like the answer to {@link #pay}, if anything became known.
     *
     * @throws Refusal {@link PaymentRefusal#NOT_FOUND}; {@link PaymentRefusal#GATEWAY_UNAVAILABLE}; {@code request-forbidden}
     */
    Payment check(Actor actor, PaymentId id);

    /**
     * Says what became of a payment that its gateway was asked about for the last time in vain, so that its invoice goes on: as if
     * the gateway had said so. Needs {@code invoices:write}. If the gateway tells later that the money came in after all, it counts, and
     * what is too much goes back by itself. Recorded as {@code payment.settled}, then {@code payment.succeeded} or {@code
     * payment.failed}; the reason stands on the payment.
     *
     * @throws Refusal {@link PaymentRefusal#NOT_FOUND}, {@link PaymentRefusal#STILL_ASKED}, {@link PaymentRefusal#ALREADY_KNOWN}; {@code
     *     request-invalid}; {@code request-forbidden}; {@code impersonation-not-here}
     */
    Payment settle(Actor actor, PaymentId id, NewSettlement found);

    /**
     * Gives money back, all of it or a part. Needs {@code invoices:write}. What goes back of a payment never exceeds what it brought
     * in, whoever asks at the same time. Of what was noted as {@link Payment#MANUAL}, staff sends it back themselves. Recorded as
     * {@code refund.started}, then {@code refund.succeeded} or {@code refund.failed}, and {@code invoice.refunded}.
     *
     * @throws Refusal {@code invoice-not-found}; {@link PaymentRefusal#NOT_FOUND}; {@code invoice-more-than-paid}; {@code
     *     request-invalid}; {@code request-forbidden}; {@code impersonation-not-here}
     */
    Refund refund(Actor actor, InvoiceId invoice, NewRefund wanted);

    /**
     * What went back of an invoice, newest first.
     *
     * @throws Refusal {@code invoice-not-found}
     */
    Page<Refund> refunds(Actor actor, InvoiceId invoice, PageRequest page);

    /**
     * How many payments are open, and how many failed within the last day. Needs {@code invoices:read}.
     *
     * @throws Refusal {@code request-forbidden}
     */
    PaymentBacklog backlog(Actor actor);
}
