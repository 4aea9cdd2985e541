package dev.tenon.cli.payments;

import dev.tenon.cli.Field;
import dev.tenon.cli.Stopped;
import dev.tenon.ports.invoices.InvoiceRefusal;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PaymentId;
import dev.tenon.ports.kernel.PaymentMethodId;
import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.PaymentMethod;
import dev.tenon.ports.payments.PaymentRefusal;
import dev.tenon.ports.payments.Refund;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How commands name and print payments, refunds and ways of paying. */
final class Till {

    static final List<Field<Payment>> PAYMENTS = List.of(
            Field.shown("id", "Id", Payment::id),
            Field.shown("status", "Status", payment -> word(payment.status())),
            Field.shown("amount", "Amount", Payment::amount),
            Field.shown("refunded", "Back", Payment::refunded),
            Field.shown("gateway", "Gateway", Payment::gateway),
            Field.shown("trigger", "By", payment -> word(payment.trigger())),
            Field.shown("createdAt", "Begun", Payment::createdAt),
            Field.shown("reason", "Reason", Payment::reason),
            Field.scripted("invoiceId", Payment::invoiceId),
            Field.scripted("number", Payment::number),
            Field.scripted("methodId", Payment::methodId),
            Field.scripted("reference", Payment::reference),
            Field.scripted("actionUrl", Payment::actionUrl),
            Field.scripted("completedAt", Payment::completedAt));

    static final List<Field<Refund>> REFUNDS = List.of(
            Field.shown("id", "Id", Refund::id),
            Field.shown("status", "Status", refund -> word(refund.status())),
            Field.shown("amount", "Amount", Refund::amount),
            Field.shown("createdAt", "Begun", Refund::createdAt),
            Field.shown("note", "Note", Refund::note),
            Field.shown("reason", "Reason", Refund::reason),
            Field.scripted("invoiceId", Refund::invoiceId),
            Field.scripted("paymentId", Refund::paymentId),
            Field.scripted("reference", Refund::reference),
            Field.scripted("completedAt", Refund::completedAt));

    static final List<Field<PaymentMethod>> METHODS = List.of(
            Field.shown("id", "Id", PaymentMethod::id),
            Field.shown("label", "Way of paying", PaymentMethod::label),
            Field.shown("gateway", "Gateway", PaymentMethod::gateway),
            Field.shown("isDefault", "Default", PaymentMethod::isDefault),
            Field.shown("createdAt", "Added", PaymentMethod::createdAt),
            Field.scripted("organizationId", PaymentMethod::organizationId));

    private Till() {}

    static InvoiceId invoice(String text) {
        return InvoiceId.parse(text).orElseThrow(InvoiceRefusal.NOT_FOUND::refusal);
    }

    static PaymentId payment(String text) {
        return PaymentId.parse(text).orElseThrow(PaymentRefusal.NOT_FOUND::refusal);
    }

    static PaymentMethodId method(String text) {
        return PaymentMethodId.parse(text).orElseThrow(PaymentRefusal.METHOD_NOT_FOUND::refusal);
    }

    /** An amount as it is written, e.g. {@code 12.50 EUR}; {@code null} for none. */
    static @Nullable Money money(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String[] parts = text.strip().split(" ", 2);
        return Money.currency(parts.length == 2 ? parts[1] : "")
                .flatMap(currency -> Money.parse(parts[0], currency))
                .orElseThrow(() -> new Stopped(Kind.MALFORMED, "Write the amount like \"12.50 EUR\"."));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
