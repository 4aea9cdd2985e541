package dev.tenon.cli.invoices;

import dev.tenon.cli.Field;
import dev.tenon.cli.Field.Look;
import dev.tenon.cli.Stopped;
import dev.tenon.ports.invoices.CreditBalance;
import dev.tenon.ports.invoices.CreditNote;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.invoices.InvoiceRefusal;
import dev.tenon.ports.invoices.NewInvoiceLine;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Money;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How commands name and print invoices and credit notes. */
final class InvoiceFields {

    private static final Pattern MONEY = Pattern.compile("(\\S+)\\s+([A-Za-z]{3})");
    private static final Pattern LINE = Pattern.compile("(?:([0-9]{1,7})\\s*x\\s+)?(\\S+\\s+[A-Za-z]{3})\\s+(.+)");

    /** What a list shows, and what scripts get of it. */
    static final List<Field<Invoice>> LISTED = List.of(
            Field.shown("id", "Id", Invoice::id),
            Field.shown("reference", "Number", invoice -> invoice.number() == null ? null : invoice.reference()),
            Field.shown("status", "Status", invoice -> word(invoice.status())),
            Field.shown("total", "Total", Invoice::total),
            Field.shown("amountDue", "To pay", Invoice::amountDue),
            Field.shown("dueAt", "Due", Invoice::dueAt),
            Field.shown("createdAt", "Made", Invoice::createdAt),
            Field.scripted("userId", Invoice::userId),
            Field.scripted("organizationId", Invoice::organizationId),
            Field.scripted("subscriptionId", Invoice::subscriptionId),
            Field.scripted("number", Invoice::number),
            Field.scripted("kind", invoice -> word(invoice.kind())),
            Field.scripted("periodStart", Invoice::periodStart),
            Field.scripted("periodEnd", Invoice::periodEnd),
            Field.scripted("taxPercent", invoice -> invoice.taxRate().percent().toPlainString()),
            Field.scripted("isTaxInclusive", invoice -> invoice.taxRate().inclusive()),
            Field.scripted("subtotal", Invoice::subtotal),
            Field.scripted("tax", Invoice::tax),
            Field.scripted("amountPaid", Invoice::amountPaid),
            Field.scripted("creditApplied", invoice -> invoice.credit().applied()),
            Field.scripted("creditNoted", invoice -> invoice.credit().noted()),
            Field.scripted("creditGiven", invoice -> invoice.credit().given()),
            Field.scripted("creditLeft", invoice -> invoice.credit().left()),
            Field.scripted("finalizedAt", Invoice::finalizedAt),
            Field.scripted("paidAt", Invoice::paidAt),
            Field.scripted("attempts", Invoice::attempts),
            Field.scripted("nextAttemptAt", Invoice::nextAttemptAt),
            Field.scripted("updatedAt", Invoice::updatedAt),
            Field.scripted(
                    "lines",
                    invoice -> invoice.lines().stream().map(InvoiceFields::line).toList()));

    /** What is shown of one. */
    static final List<Field<Invoice>> WHOLE = List.of(
            Field.shown("id", "Id", Invoice::id),
            Field.shown("reference", "Number", invoice -> invoice.number() == null ? null : invoice.reference()),
            Field.shown("status", "Status", invoice -> word(invoice.status())),
            Field.tabled("Lines", Look.FLOWING, InvoiceFields::told),
            Field.shown("subtotal", "Without tax", Invoice::subtotal),
            Field.shown("tax", "Tax", Invoice::tax),
            Field.shown("total", "Total", Invoice::total),
            Field.shown(
                    "creditApplied",
                    "Paid by credit",
                    invoice -> invoice.credit().applied()),
            Field.shown("creditNoted", "Taken back", invoice -> invoice.credit().noted()),
            Field.shown("amountPaid", "Paid", Invoice::amountPaid),
            Field.shown("amountDue", "To pay", Invoice::amountDue),
            Field.shown("dueAt", "Due", Invoice::dueAt),
            Field.shown("finalizedAt", "Finalized", Invoice::finalizedAt),
            Field.shown("paidAt", "Paid at", Invoice::paidAt),
            Field.shown("userId", "Person", Invoice::userId),
            Field.shown("organizationId", "Organization", Invoice::organizationId),
            Field.shown("subscriptionId", "Subscription", Invoice::subscriptionId),
            Field.scripted("number", Invoice::number),
            Field.scripted("kind", invoice -> word(invoice.kind())),
            Field.scripted("periodStart", Invoice::periodStart),
            Field.scripted("periodEnd", Invoice::periodEnd),
            Field.scripted("taxPercent", invoice -> invoice.taxRate().percent().toPlainString()),
            Field.scripted("isTaxInclusive", invoice -> invoice.taxRate().inclusive()),
            Field.scripted("creditGiven", invoice -> invoice.credit().given()),
            Field.scripted("creditLeft", invoice -> invoice.credit().left()),
            Field.scripted("attempts", Invoice::attempts),
            Field.scripted("nextAttemptAt", Invoice::nextAttemptAt),
            Field.scripted("createdAt", Invoice::createdAt),
            Field.scripted("updatedAt", Invoice::updatedAt),
            Field.scripted(
                    "lines",
                    invoice -> invoice.lines().stream().map(InvoiceFields::line).toList()));

    static final List<Field<CreditNote>> NOTE = List.of(
            Field.shown("id", "Id", CreditNote::id),
            Field.shown("reference", "Number", CreditNote::reference),
            Field.shown("total", "Total", CreditNote::total),
            Field.shown("refunded", "Refunded", CreditNote::refunded),
            Field.shown("kept", "Kept as credit", CreditNote::kept),
            Field.flowing("reason", "Reason", CreditNote::reason),
            Field.shown("createdAt", "Written", CreditNote::createdAt),
            Field.scripted("number", CreditNote::number),
            Field.scripted("invoiceId", CreditNote::invoiceId),
            Field.scripted("subtotal", CreditNote::subtotal),
            Field.scripted("tax", CreditNote::tax));

    static final List<Field<CreditBalance>> CREDIT = List.of(
            Field.shown("amount", "Credit", CreditBalance::amount),
            Field.tabled(
                    "Kept on",
                    Look.FLOWING,
                    credit -> credit.sources().stream()
                            .map(source -> source.reference() + ": " + source.left())
                            .collect(Collectors.joining("; "))),
            Field.scripted(
                    "sources",
                    credit ->
                            credit.sources().stream().map(InvoiceFields::source).toList()));

    private InvoiceFields() {}

    static InvoiceId id(String text) {
        return InvoiceId.parse(text).orElseThrow(InvoiceRefusal.NOT_FOUND::refusal);
    }

    /** An amount as people type it: {@code 12.50 EUR}. */
    static Money money(String text) {
        Matcher parts = MONEY.matcher(text.strip());
        if (parts.matches()) {
            String code = group(parts, 2).toUpperCase(Locale.ROOT);
            return Money.currency(code)
                    .flatMap(currency -> Money.parse(group(parts, 1), currency))
                    .orElseThrow(() -> notMoney(text));
        }
        throw notMoney(text);
    }

    /** A line as people type it: {@code 50.00 EUR Setting up}, or {@code 2 x 50.00 EUR Setting up}. */
    static NewInvoiceLine line(String text) {
        Matcher parts = LINE.matcher(text.strip());
        if (!parts.matches()) {
            throw new Stopped(
                    Kind.MALFORMED,
                    "A line is an amount and a description, like \"50.00 EUR Setting up\" or \"2 x 50.00 EUR Setting up\","
                            + " not \"" + text + "\".");
        }
        @Nullable String quantity = parts.group(1);
        return new NewInvoiceLine(
                group(parts, 3), quantity == null ? 1 : Integer.parseInt(quantity), money(group(parts, 2)), null, null);
    }

    private static String group(Matcher parts, int number) {
        return Objects.requireNonNull(parts.group(number));
    }

    private static Stopped notMoney(String text) {
        return new Stopped(
                Kind.MALFORMED, "An amount is a number and a currency, like \"12.50 EUR\", not \"" + text + "\".");
    }

    private static Map<String, @Nullable Object> line(InvoiceLine line) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("description", line.description());
        fields.put("quantity", line.quantity());
        fields.put("unitAmount", line.unitAmount());
        fields.put("amount", line.amount());
        fields.put("tax", line.tax());
        fields.put("periodStart", line.periodStart());
        fields.put("periodEnd", line.periodEnd());
        fields.put("isProration", line.isProration());
        return fields;
    }

    private static Map<String, Object> source(CreditBalance.Source source) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("invoiceId", source.invoiceId());
        fields.put("reference", source.reference());
        fields.put("left", source.left());
        fields.put("createdAt", source.createdAt());
        return fields;
    }

    private static String told(Invoice invoice) {
        return invoice.lines().stream()
                .map(line -> (line.quantity() == 1 ? "" : line.quantity() + " x ") + line.description() + ": "
                        + line.amount())
                .collect(Collectors.joining("; "));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
