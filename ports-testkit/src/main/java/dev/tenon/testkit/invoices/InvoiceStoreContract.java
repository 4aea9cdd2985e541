package dev.tenon.testkit.invoices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.invoices.CreditBalance;
import dev.tenon.ports.invoices.CreditNote;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceCredit;
import dev.tenon.ports.invoices.InvoiceFilter;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.invoices.TaxRate;
import dev.tenon.ports.invoices.spi.InvoiceStore;
import dev.tenon.ports.kernel.CreditNoteId;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every store of invoices does. */
public abstract class InvoiceStoreContract extends StorageContract {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Instant LATER = START.plusSeconds(60);

    /** Organizations in the storage of the present test. */
    protected abstract OrganizationFixture organizations();

    @Test
    void finds_an_invoice_as_it_was_written() {
        Subscription subscription = aSubscription();
        Invoice draft = Fixtures.anInvoice(subscription, InvoiceKind.SUBSCRIPTION_CREATE, usd(2900), START);

        assertThat(inserted(draft)).isTrue();

        assertThat(store().find(draft.id())).contains(draft);
        assertThat(store().findOfPeriod(subscription.id(), InvoiceKind.SUBSCRIPTION_CREATE, START))
                .contains(draft);
        assertThat(store().find(new InvoiceId(Fixtures.anId()))).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> keeps_every_digit_of_every_currency() {
        return Stream.of("JPY", "USD", "KWD").map(code -> DynamicTest.dynamicTest(code, () -> keepsEveryDigit(code)));
    }

    private void keepsEveryDigit(String code) {
        Currency currency = Currency.getInstance(code);
        Money amount = new Money(123_456_789, currency);
        Money tax = new Money(23_456_789, currency);
        InvoiceLine first = new InvoiceLine("Плата — opłata ₿ 料金", 3, amount, amount, tax, null, null, false);
        InvoiceLine second = new InvoiceLine(
                "Rest",
                1,
                amount.negated(),
                amount.negated(),
                tax.negated(),
                START,
                START.plus(Duration.ofNanos(1_000)),
                true);
        Invoice draft = changed(
                Fixtures.anInvoice(aSubscription(), InvoiceKind.MANUAL, amount, START),
                null,
                InvoiceStatus.DRAFT,
                InvoiceCredit.none(currency),
                new TaxRate(new BigDecimal("19.0125"), true),
                List.of(first, second));

        inserted(draft);

        assertThat(store().find(draft.id())).contains(draft);
    }

    @Test
    void charges_for_a_period_once() {
        Subscription subscription = aSubscription();
        Invoice first = Fixtures.anInvoice(subscription, InvoiceKind.SUBSCRIPTION_CYCLE, usd(100), START);
        inserted(first);

        Invoice second = Fixtures.anInvoice(subscription, InvoiceKind.SUBSCRIPTION_CYCLE, usd(200), START);

        assertThat(inserted(second)).isFalse();
        assertThat(store().find(second.id())).isEmpty();
        assertThat(inserted(Fixtures.anInvoice(subscription, InvoiceKind.SUBSCRIPTION_CREATE, usd(1), START)))
                .as("of another kind")
                .isTrue();
        assertThat(inserted(Fixtures.anInvoice(subscription, InvoiceKind.SUBSCRIPTION_CYCLE, usd(1), LATER)))
                .as("of another period")
                .isTrue();
        assertThat(inserted(Fixtures.anInvoice(aSubscription(), InvoiceKind.SUBSCRIPTION_CYCLE, usd(1), START)))
                .as("of another subscription")
                .isTrue();
    }

    @Test
    void charges_for_a_period_again_when_the_first_one_is_void() {
        Subscription subscription = aSubscription();
        Invoice first = Fixtures.anInvoice(subscription, InvoiceKind.SUBSCRIPTION_CYCLE, usd(100), START);
        inserted(first);
        change(() -> store().update(changed(first, 1L, InvoiceStatus.VOID)));

        Invoice second = Fixtures.anInvoice(subscription, InvoiceKind.SUBSCRIPTION_CYCLE, usd(100), START);

        assertThat(inserted(second)).isTrue();
        assertThat(store().findOfPeriod(subscription.id(), InvoiceKind.SUBSCRIPTION_CYCLE, START))
                .contains(second);
    }

    @Test
    void changes_of_plan_and_manual_invoices_may_come_often() {
        Subscription subscription = aSubscription();

        for (InvoiceKind kind : List.of(InvoiceKind.SUBSCRIPTION_UPDATE, InvoiceKind.MANUAL)) {
            assertThat(inserted(Fixtures.anInvoice(subscription, kind, usd(100), START)))
                    .isTrue();
            assertThat(inserted(Fixtures.anInvoice(subscription, kind, usd(100), START)))
                    .isTrue();
        }
    }

    @Test
    void of_twenty_who_charge_for_one_period_one_does() {
        Subscription subscription = aSubscription();

        List<Boolean> charged = Race.of(
                20,
                number -> inserted(
                        Fixtures.anInvoice(subscription, InvoiceKind.SUBSCRIPTION_CYCLE, usd(number + 1), START)));

        assertThat(charged).containsOnlyOnce(true);
        assertThat(list(InvoiceFilter.all())).hasSize(1);
    }

    @Test
    void updates_all_but_the_lines_and_counts_the_revision_up() {
        Invoice draft = Fixtures.anInvoice(aSubscription(), InvoiceKind.MANUAL, usd(100), START);
        inserted(draft);
        Invoice wanted = changed(
                draft,
                7L,
                InvoiceStatus.FAILED,
                new InvoiceCredit(usd(1), usd(2), usd(3), usd(3)),
                new TaxRate(new BigDecimal("8.1"), true),
                List.of());

        Invoice stored = commit(() -> store().update(wanted));

        assertThat(stored).isEqualTo(store().find(draft.id()).orElseThrow());
        assertThat(stored.lines()).isEqualTo(draft.lines());
        assertThat(stored.revision()).isEqualTo(draft.revision() + 1);
        assertThat(stored)
                .usingRecursiveComparison()
                .ignoringFields("lines", "revision")
                .isEqualTo(wanted);
    }

    @Test
    void puts_other_lines_into_a_draft() {
        Invoice draft = Fixtures.anInvoice(aSubscription(), InvoiceKind.MANUAL, usd(100), START);
        inserted(draft);
        InvoiceLine one = new InvoiceLine("One", 1, usd(60), usd(60), null, null, false);
        InvoiceLine two = new InvoiceLine("Two", 4, usd(10), usd(40), null, null, false);

        change(() -> store().replaceLines(draft.id(), List.of(one, two)));

        assertThat(store().find(draft.id()).orElseThrow().lines()).containsExactly(one, two);
    }

    @Test
    void deletes_a_draft_and_makes_room_for_its_period() {
        Subscription subscription = aSubscription();
        Invoice draft = Fixtures.anInvoice(subscription, InvoiceKind.SUBSCRIPTION_CYCLE, usd(100), START);
        inserted(draft);

        change(() -> store().delete(draft.id()));

        assertThat(store().find(draft.id())).isEmpty();
        assertThat(inserted(Fixtures.anInvoice(subscription, InvoiceKind.SUBSCRIPTION_CYCLE, usd(100), START)))
                .isTrue();
    }

    @Test
    void numbers_have_no_gap_after_a_rollback() {
        long first = commit(() -> store().nextNumber());
        rollBack(() -> store().nextNumber());
        long second = commit(() -> store().nextNumber());
        long note = commit(() -> store().nextNoteNumber());

        assertThat(List.of(first, second)).containsExactly(1L, 2L);
        assertThat(note).as("credit notes have numbers of their own").isEqualTo(1);
    }

    @Test
    void lists_invoices_newest_first_page_by_page() {
        Subscription subscription = aSubscription();
        List<Invoice> oldestFirst = IntStream.of(0, 1, 1, 1, 2, 3)
                .mapToObj(second ->
                        Fixtures.anInvoice(subscription, InvoiceKind.MANUAL, usd(100), START.plusSeconds(second)))
                .toList();
        shuffled(oldestFirst).forEach(this::inserted);
        inserted(Fixtures.anInvoice(aSubscription(), InvoiceKind.MANUAL, usd(100), START));

        holdsStillInPages(
                oldestFirst.reversed(),
                page -> store().list(InvoiceFilter.of(subscription.userId()), page),
                () -> inserted(Fixtures.anInvoice(subscription, InvoiceKind.MANUAL, usd(100), START.plusSeconds(4))));
    }

    @Test
    void lists_what_the_filter_lets_through() {
        Subscription subscription = aSubscription();
        UserId person = subscription.userId();
        OrganizationId acme = organizations().found(person);
        Invoice own = Fixtures.anInvoice(subscription, InvoiceKind.MANUAL, usd(100), START);
        Invoice ofAcme = of(acme, Fixtures.anInvoice(subscription, InvoiceKind.MANUAL, usd(100), LATER));
        Invoice another = Fixtures.anInvoice(aSubscription(), InvoiceKind.MANUAL, usd(100), START.minusSeconds(1));
        List.of(own, ofAcme, another).forEach(this::inserted);
        Invoice pending = commit(() -> store().update(changed(own, 1L, InvoiceStatus.PENDING)));

        assertThat(list(InvoiceFilter.all())).containsExactly(ofAcme, pending, another);
        assertThat(list(InvoiceFilter.of(person))).containsExactly(pending);
        assertThat(list(InvoiceFilter.of(acme))).containsExactly(ofAcme);
        assertThat(list(InvoiceFilter.all().finalized())).containsExactly(pending);
        assertThat(list(InvoiceFilter.all().on(subscription.id()))).containsExactly(ofAcme, pending);
        assertThat(list(InvoiceFilter.all().in(InvoiceStatus.PENDING))).containsExactly(pending);
        assertThat(list(InvoiceFilter.all().between(START, null))).containsExactly(ofAcme, pending);
        assertThat(list(InvoiceFilter.all().between(null, START))).containsExactly(another);
    }

    @Test
    void what_is_open_of_a_subscription_leaves_out_what_was_written_by_hand() {
        Subscription subscription = aSubscription();
        Invoice pending = finalized(subscription, InvoiceKind.SUBSCRIPTION_CREATE, START, InvoiceStatus.PENDING);
        Invoice failed = finalized(subscription, InvoiceKind.SUBSCRIPTION_UPDATE, LATER, InvoiceStatus.FAILED);
        finalized(subscription, InvoiceKind.SUBSCRIPTION_UPDATE, LATER, InvoiceStatus.PAID);
        finalized(subscription, InvoiceKind.SUBSCRIPTION_UPDATE, LATER, InvoiceStatus.UNCOLLECTIBLE);
        finalized(subscription, InvoiceKind.MANUAL, LATER, InvoiceStatus.PENDING);
        finalized(aSubscription(), InvoiceKind.SUBSCRIPTION_CREATE, START, InvoiceStatus.PENDING);

        assertThat(store().open(subscription.id())).containsExactly(pending.id(), failed.id());
    }

    @Test
    void credits_are_used_up_oldest_first() {
        Subscription subscription = aSubscription();
        UserId person = subscription.userId();
        Invoice old = credit(Fixtures.anInvoice(subscription, InvoiceKind.MANUAL, usd(-30), START), usd(30));
        Invoice young = credit(Fixtures.anInvoice(subscription, InvoiceKind.MANUAL, usd(-50), LATER), usd(50));
        Currency euro = Currency.getInstance("EUR");
        credit(Fixtures.anInvoice(subscription, InvoiceKind.MANUAL, new Money(-9, euro), START), new Money(9, euro));
        credit(Fixtures.anInvoice(aSubscription(), InvoiceKind.MANUAL, usd(-70), START), usd(70));
        OrganizationId acme = organizations().found(person);
        credit(of(acme, Fixtures.anInvoice(subscription, InvoiceKind.MANUAL, usd(-11), START)), usd(11));

        assertThat(store().credit(person, USD)).isEqualTo(usd(80));
        assertThat(store().credit(acme, USD)).isEqualTo(usd(11));
        assertThat(commit(() -> store().useCredit(person, usd(0), LATER))).isEqualTo(usd(0));
        assertThat(commit(() -> store().useCredit(person, usd(45), LATER))).isEqualTo(usd(45));

        assertThat(left(old)).isEqualTo(usd(0));
        assertThat(left(young)).isEqualTo(usd(35));
        assertThat(commit(() -> store().useCredit(person, usd(100), LATER))).isEqualTo(usd(35));
        assertThat(commit(() -> store().useCredit(person, usd(100), LATER))).isEqualTo(usd(0));
        assertThat(store().credit(person, euro)).isEqualTo(new Money(9, euro));
    }

    @Test
    void tells_credits_by_currency_with_the_invoices_that_they_come_from() {
        Subscription subscription = aSubscription();
        UserId person = subscription.userId();
        Currency euro = Currency.getInstance("EUR");
        Invoice young = credit(Fixtures.anInvoice(subscription, InvoiceKind.MANUAL, usd(-50), LATER), usd(50));
        Invoice old = credit(Fixtures.anInvoice(subscription, InvoiceKind.MANUAL, usd(-30), START), usd(30));
        credit(Fixtures.anInvoice(subscription, InvoiceKind.MANUAL, new Money(-9, euro), START), new Money(9, euro));
        credit(Fixtures.anInvoice(aSubscription(), InvoiceKind.MANUAL, usd(-70), START), usd(70));
        OrganizationId acme = organizations().found(person);
        credit(of(acme, Fixtures.anInvoice(subscription, InvoiceKind.MANUAL, usd(-11), START)), usd(11));

        List<CreditBalance> credits = store().credits(person);

        assertThat(credits).extracting(CreditBalance::amount).containsExactly(new Money(9, euro), usd(80));
        assertThat(credits.get(1).sources())
                .extracting(CreditBalance.Source::invoiceId, CreditBalance.Source::left)
                .containsExactly(tuple(old.id(), usd(30)), tuple(young.id(), usd(50)));
        assertThat(credits.get(1).sources())
                .extracting(CreditBalance.Source::reference)
                .doesNotContain("");
        assertThat(store().credits(acme)).extracting(CreditBalance::amount).containsExactly(usd(11));
        assertThat(store().credits(aSubscription().userId())).isEmpty();
    }

    @Test
    void a_credit_is_used_once_however_many_want_it() {
        Subscription subscription = aSubscription();
        credit(Fixtures.anInvoice(subscription, InvoiceKind.MANUAL, usd(-100), START), usd(100));

        List<Money> used =
                Race.of(12, number -> commit(() -> store().useCredit(subscription.userId(), usd(30), LATER)));

        assertThat(used.stream().mapToLong(Money::minor).sum()).isEqualTo(100);
        assertThat(store().credit(subscription.userId(), USD)).isEqualTo(usd(0));
    }

    @Test
    void finds_credit_notes_in_the_order_of_their_numbers() {
        Invoice invoice = finalized(aSubscription(), InvoiceKind.MANUAL, START, InvoiceStatus.PAID);
        CreditNote second = note(invoice, 2, usd(30), null);
        CreditNote first = note(invoice, 1, usd(70), "Too late");

        change(() -> List.of(second, first).forEach(store()::insert));

        assertThat(store().notes(invoice.id())).containsExactly(first, second);
        assertThat(store().findNote(first.id())).contains(first);
        assertThat(store().findNote(new CreditNoteId(Fixtures.anId()))).isEmpty();
    }

    private static CreditNote note(Invoice invoice, long number, Money total, @Nullable String reason) {
        return new CreditNote(
                new CreditNoteId(Fixtures.anId()),
                invoice.id(),
                number,
                total,
                usd(0),
                total,
                usd(10),
                usd(20),
                reason,
                LATER);
    }

    private InvoiceStore store() {
        return storage.invoices();
    }

    private List<Invoice> list(InvoiceFilter filter) {
        return store().list(filter, PageRequest.first(50)).items();
    }

    private Subscription aSubscription() {
        Subscription subscription = Fixtures.aSubscription(
                anAccount().id(), storage.plans().findByName("Standard").orElseThrow());
        change(() -> storage.subscriptions().insert(subscription));
        return subscription;
    }

    private boolean inserted(Invoice draft) {
        return commit(() -> store().insert(draft));
    }

    private Invoice finalized(Subscription subscription, InvoiceKind kind, Instant at, InvoiceStatus status) {
        Invoice draft = Fixtures.anInvoice(subscription, kind, usd(100), at);
        inserted(draft);
        return commit(() -> store().update(changed(draft, store().nextNumber(), status)));
    }

    private Invoice credit(Invoice draft, Money given) {
        inserted(draft);
        InvoiceCredit credit = InvoiceCredit.none(given.currency()).giving(given);
        return commit(() -> store().update(
                        changed(draft, store().nextNumber(), InvoiceStatus.PAID, credit, TaxRate.NONE, draft.lines())));
    }

    private Money left(Invoice invoice) {
        return store().find(invoice.id()).orElseThrow().credit().left();
    }

    private static Money usd(long minor) {
        return new Money(minor, USD);
    }

    private static Invoice changed(Invoice before, long number, InvoiceStatus status) {
        return changed(before, number, status, InvoiceCredit.none(before.currency()), TaxRate.NONE, before.lines());
    }

    private static Invoice changed(
            Invoice before,
            @Nullable Long number,
            InvoiceStatus status,
            InvoiceCredit credit,
            TaxRate rate,
            List<InvoiceLine> lines) {
        boolean isDraft = status == InvoiceStatus.DRAFT;
        return new Invoice(
                before.id(),
                before.userId(),
                before.organizationId(),
                before.subscriptionId(),
                number,
                before.kind(),
                status,
                before.periodStart(),
                before.periodEnd(),
                rate,
                before.subtotal(),
                before.tax(),
                before.total(),
                before.amountPaid(),
                credit,
                isDraft ? null : START.plusSeconds(1),
                isDraft ? null : START.plusSeconds(2),
                isDraft ? null : START.plusSeconds(3),
                isDraft ? 0 : 4,
                isDraft ? null : START.plusSeconds(5),
                before.createdAt(),
                isDraft ? before.updatedAt() : LATER,
                before.revision(),
                lines);
    }

    private static Invoice of(OrganizationId organization, Invoice own) {
        return new Invoice(
                own.id(),
                own.userId(),
                organization,
                own.subscriptionId(),
                own.number(),
                own.kind(),
                own.status(),
                own.periodStart(),
                own.periodEnd(),
                own.taxRate(),
                own.subtotal(),
                own.tax(),
                own.total(),
                own.amountPaid(),
                own.credit(),
                own.dueAt(),
                own.finalizedAt(),
                own.paidAt(),
                own.attempts(),
                own.nextAttemptAt(),
                own.createdAt(),
                own.updatedAt(),
                own.revision(),
                own.lines());
    }
}
