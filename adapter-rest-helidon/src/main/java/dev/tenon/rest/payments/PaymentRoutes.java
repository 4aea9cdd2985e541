package dev.tenon.rest.payments;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PaymentId;
import dev.tenon.ports.kernel.PaymentMethodId;
import dev.tenon.ports.payments.NewReceipt;
import dev.tenon.ports.payments.NewRefund;
import dev.tenon.ports.payments.NewSettlement;
import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.PaymentStatus;
import dev.tenon.ports.payments.Payments;
import dev.tenon.ports.payments.Refund;
import dev.tenon.ports.payments.RefundStatus;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Paying invoices, and giving back. */
final class PaymentRoutes {

    private static final String AMOUNT = "amount";
    private static final Set<PaymentStatus> FOUND_OUT = EnumSet.of(PaymentStatus.SUCCEEDED, PaymentStatus.FAILED);

    private final Payments payments;

    PaymentRoutes(Payments payments) {
        this.payments = payments;
    }

    void routing(RouteTable routes) {
        routes.add(post("/v1/invoices/{id}/payments", SIGNED_IN, this::pay));
        routes.add(get("/v1/invoices/{id}/payments", SIGNED_IN, this::list).query("limit", "cursor"));
        routes.add(get("/v1/payments/{id}", SIGNED_IN, this::show));
        routes.add(post("/v1/payments/{id}/checks", SIGNED_IN, this::check).taking(Takes.NOTHING));
        routes.add(post("/v1/payments/{id}/settlements", SIGNED_IN, this::settle));
        routes.add(post("/v1/invoices/{id}/refunds", SIGNED_IN, this::refund));
        routes.add(get("/v1/invoices/{id}/refunds", SIGNED_IN, this::refunds).query("limit", "cursor"));
    }

    private Answer pay(Call call) {
        InvoiceId invoice = invoice(call);
        Fields fields = call.fields();
        String gateway = fields.optionalText("gateway");
        if (gateway == null) {
            PaymentMethodId method = fields.nullableId("methodId", PaymentMethodId::parse);
            fields.close();
            return call.once(Payment.class, actor -> payments.pay(actor, invoice, method), this::paid);
        }
        if (!gateway.equals(Payment.MANUAL)) {
            fields.error("gateway", "unknown-word", "`gateway` is `manual`, or is left out to pay now.");
        }
        NewReceipt receipt = new NewReceipt(fields.text("reference"), money(fields));
        fields.close("methodId");
        return call.once(Payment.class, actor -> payments.note(actor, invoice, receipt), this::paid);
    }

    /** 202 where nobody knows yet what becomes of it. */
    private Answer paid(Payment payment) {
        return Answer.json(payment.status().isOpen() ? 202 : 201, PaymentResponse.from(payment));
    }

    private Answer list(Call call) {
        InvoiceId invoice = invoice(call);
        return call.page(page -> payments.list(call.actor(), invoice, page), PaymentResponse::from);
    }

    private Answer show(Call call) {
        return Answer.json(200, PaymentResponse.from(payments.get(call.actor(), payment(call))));
    }

    private Answer check(Call call) {
        PaymentId id = payment(call);
        return call.once(
                Payment.class,
                actor -> payments.check(actor, id),
                payment -> Answer.json(200, PaymentResponse.from(payment)));
    }

    private Answer settle(Call call) {
        PaymentId id = payment(call);
        Fields fields = call.fields();
        if (!fields.has("status")) {
            fields.error("status", "missing", "Give `status`.");
        }
        PaymentStatus status = fields.word("status", FOUND_OUT);
        String reference = fields.nullableText("reference");
        String reason = fields.text("reason");
        fields.close();
        NewSettlement found = new NewSettlement(Objects.requireNonNull(status), reference, reason);
        return call.once(
                Payment.class,
                actor -> payments.settle(actor, id, found),
                payment -> Answer.json(200, PaymentResponse.from(payment)));
    }

    private Answer refund(Call call) {
        InvoiceId invoice = invoice(call);
        Fields fields = call.fields();
        NewRefund wanted = new NewRefund(
                fields.nullableId("paymentId", PaymentId::parse), money(fields), fields.nullableText("note"));
        fields.close();
        return call.once(
                Refund.class,
                actor -> payments.refund(actor, invoice, wanted),
                refund ->
                        Answer.json(refund.status() == RefundStatus.PENDING ? 202 : 201, RefundResponse.from(refund)));
    }

    private Answer refunds(Call call) {
        InvoiceId invoice = invoice(call);
        return call.page(page -> payments.refunds(call.actor(), invoice, page), RefundResponse::from);
    }

    private static @Nullable Money money(Fields fields) {
        return fields.has(AMOUNT) ? fields.money(AMOUNT) : null;
    }

    private static InvoiceId invoice(Call call) {
        return Ids.parse(call.path("id"), InvoiceId::parse, InvoiceId::new);
    }

    private static PaymentId payment(Call call) {
        return Ids.parse(call.path("id"), PaymentId::parse, PaymentId::new);
    }
}
