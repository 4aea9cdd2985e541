package dev.tenon.jte;

import dev.tenon.jte.Paper.Fact;
import dev.tenon.jte.Paper.Party;
import dev.tenon.jte.Paper.Row;
import dev.tenon.jte.Paper.Sum;
import dev.tenon.ports.invoices.CreditNote;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.invoices.TaxRate;
import dev.tenon.ports.invoices.spi.InvoicePages;
import dev.tenon.ports.kernel.Money;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Invoices and credit notes in English and German: one layout, and the words by language. It refers to nothing outside itself, and is
 * well-formed as XML.
 */
public final class JteInvoicePages implements InvoicePages {

    private static final String PACKAGE = "dev.tenon.jte";
    private static final String LAYOUT = "invoice.jte";
    private static final String WORDS = "invoices";

    private final Languages languages = new Languages(
            Map.of(Locale.ENGLISH, Bundle.of(WORDS, Locale.ENGLISH), Locale.GERMAN, Bundle.of(WORDS, Locale.GERMAN)));
    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, JteInvoicePages.class.getClassLoader(), PACKAGE);

    /** English and German. */
    public JteInvoicePages() {
        engine.setTrimControlStructures(true);
    }

    @Override
    public String html(Sheet sheet) {
        StringOutput output = new StringOutput();
        engine.render(LAYOUT, new Writing(languages.best(sheet.languages()), sheet).paper(), output);
        return output.toString();
    }

    /** The words of one sheet. */
    private record Writing(Bundle bundle, Sheet sheet) {

        Paper paper() {
            Brand brand = Brand.of(sheet.brand(), sheet.baseUrl());
            CreditNote note = sheet.note();
            return new Paper(
                    bundle.locale().toLanguageTag(),
                    note == null ? title() : word("note") + " " + note.reference(),
                    note == null ? word("status." + statusWord()) : "",
                    brand.name(),
                    brand.colour(),
                    brand.onColour(),
                    sheet.logo(),
                    new Party(word("seller"), lines(sheet.seller())),
                    new Party(word("buyer"), lines(sheet.buyer())),
                    note == null ? facts() : facts(note),
                    List.of(word("what"), word("quantity"), word("unit"), word("amount")),
                    note == null ? rows() : List.of(),
                    note == null ? sums() : sums(note),
                    note == null || note.reason() == null
                            ? null
                            : word("reason") + ": " + Words.line(note.reason(), CreditNote.LONGEST_REASON));
        }

        private String title() {
            Invoice invoice = sheet.invoice();
            return invoice.number() == null ? word("draft") : word("invoice") + " " + invoice.reference();
        }

        private String statusWord() {
            return sheet.invoice().status().name().toLowerCase(Locale.ROOT);
        }

        private List<Fact> facts() {
            Invoice invoice = sheet.invoice();
            List<Fact> facts = new ArrayList<>();
            fact(facts, "date", invoice.finalizedAt());
            if (invoice.status().isPayable()) {
                fact(facts, "due", invoice.dueAt());
            }
            String period = period(invoice.periodStart(), invoice.periodEnd());
            if (period != null) {
                facts.add(new Fact(word("period"), period));
            }
            if (invoice.status() == InvoiceStatus.PAID) {
                fact(facts, "paid-on", invoice.paidAt());
            }
            return facts;
        }

        private List<Fact> facts(CreditNote note) {
            List<Fact> facts = new ArrayList<>();
            fact(facts, "date", note.createdAt());
            facts.add(new Fact(word("for"), sheet.invoice().reference()));
            return facts;
        }

        private void fact(List<Fact> facts, String label, @Nullable Instant time) {
            if (time != null) {
                facts.add(new Fact(word(label), day(time)));
            }
        }

        private List<Row> rows() {
            return sheet.invoice().lines().stream().map(this::row).toList();
        }

        private Row row(InvoiceLine line) {
            return new Row(
                    Words.line(line.description(), InvoiceLine.LONGEST_DESCRIPTION),
                    period(line.periodStart(), line.periodEnd()),
                    Integer.toString(line.quantity()),
                    money(line.unitAmount()),
                    money(line.amount()));
        }

        private List<Sum> sums() {
            Invoice invoice = sheet.invoice();
            List<Sum> sums = taxed(invoice.taxRate(), invoice.subtotal(), invoice.tax(), invoice.total());
            minus(sums, "credit-applied", invoice.credit().applied());
            minus(sums, "noted", invoice.credit().noted());
            minus(sums, "paid", invoice.amountPaid());
            if (invoice.status().isPayable()) {
                sums.add(new Sum(word("amount-due"), money(invoice.amountDue()), true));
            }
            some(sums, "kept", invoice.credit().given());
            return sums;
        }

        private List<Sum> sums(CreditNote note) {
            List<Sum> sums = taxed(sheet.invoice().taxRate(), note.subtotal(), note.tax(), note.total());
            some(sums, "refunded", note.refunded());
            some(sums, "kept", note.kept());
            return sums;
        }

        private List<Sum> taxed(TaxRate rate, Money subtotal, Money tax, Money total) {
            List<Sum> sums = new ArrayList<>();
            if (rate.percent().signum() > 0) {
                sums.add(new Sum(word("subtotal"), money(subtotal), false));
                String label = Bundle.filled(word("tax"), place -> percent(rate.percent()));
                sums.add(new Sum(label, money(tax), false));
            }
            sums.add(new Sum(word("total"), money(total), true));
            return sums;
        }

        private void minus(List<Sum> sums, String label, Money amount) {
            some(sums, label, amount.negated());
        }

        private void some(List<Sum> sums, String label, Money amount) {
            if (amount.minor() != 0) {
                sums.add(new Sum(word(label), money(amount), false));
            }
        }

        private String word(String key) {
            return bundle.text(key);
        }

        private String money(Money amount) {
            return new Values(bundle, sheet.baseUrl()).money(amount.toString());
        }

        private String percent(BigDecimal percent) {
            return new DecimalFormat("0.####", DecimalFormatSymbols.getInstance(bundle.locale())).format(percent);
        }

        private @Nullable String period(@Nullable Instant start, @Nullable Instant end) {
            if (start == null || end == null) {
                return null;
            }
            // The last day that belongs to it, and not the first that does not.
            return day(start) + " – " + day(end.minusNanos(1_000));
        }

        private String day(Instant time) {
            ZoneId zone = sheet.zone();
            return DateTimeFormatter.ofPattern(bundle.text("format.date"), bundle.locale())
                    .withZone(zone)
                    .format(time);
        }

        private static List<String> lines(List<String> lines) {
            return lines.stream().map(Words::line).toList();
        }
    }
}
