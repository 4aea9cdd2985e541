package dev.tenon.core.invoices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.core.TenonInMemory;
import dev.tenon.core.audit.AuditCapability;
import dev.tenon.core.documents.DocumentsCapability;
import dev.tenon.core.invoices.InvoicesCapability.Printing;
import dev.tenon.core.kernel.Changes;
import dev.tenon.core.kernel.Invoicing.Charge;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.UsageRecorder;
import dev.tenon.core.notifications.NotificationsCapability;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.billing.BillingPolicy;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.invoices.CreditNote;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.invoices.InvoiceRefusal;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.invoices.spi.InvoiceParticipant;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.plans.Plan;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.SequentialIds;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of invoices, step by step. */
class LedgerTest {

    private static final Currency USD = Currency.getInstance("USD");

    private final TenonInMemory house = new TenonInMemory();
    private final List<String> heard = new ArrayList<>();
    private final InvoiceParticipant listener = new InvoiceParticipant() {
        @Override
        public void paid(Change change, Invoice invoice) {
            heard.add("paid " + invoice.number());
        }

        @Override
        public void unpaid(Change change, Invoice invoice, @Nullable Instant nextAttempt) {
            heard.add("unpaid " + invoice.number() + " until " + nextAttempt);
        }

        @Override
        public void givenUp(Change change, Invoice invoice) {
            heard.add("given up " + invoice.number());
        }
    };
    private final Kernel kernel = kernel();
    private InvoicesCapability invoices = with("0", false);
    private Subscription subscription = Fixtures.aSubscription(Fixtures.aUserId(), plan());

    @BeforeEach
    void subscribe() {
        Account ana = house.anAccount("ana@example.org");
        subscription = house.storage.subscriptions().findLive(ana.id()).orElseThrow();
        house.runJobs();
    }

    @Test
    void a_charge_is_numbered_taxed_and_due_and_asked_for_by_mail() {
        invoices = with("25", false);
        int before = house.mails.sent().size();

        Invoice invoice = charge(InvoiceKind.SUBSCRIPTION_CREATE, 0, 19_333);

        assertThat(invoice.number()).isEqualTo(1);
        assertThat(invoice.reference()).isEqualTo("INV-000001");
        assertThat(invoice.status()).isEqualTo(InvoiceStatus.PENDING);
        assertThat(invoice.subtotal()).isEqualTo(usd(19_333));
        assertThat(invoice.tax()).isEqualTo(usd(4_833));
        assertThat(invoice.total()).isEqualTo(usd(24_166));
        assertThat(invoice.amountDue()).isEqualTo(usd(24_166));
        assertThat(invoice.dueAt()).isEqualTo(now().plus(Duration.ofDays(14)));
        assertThat(invoice.nextAttemptAt()).isEqualTo(now());
        assertThat(stored(invoice)).isEqualTo(invoice);
        house.runJobs();
        assertThat(house.mails.sent()).hasSize(before + 1);
        assertThat(house.mails.sent().get(before).text()).contains("INV-000001", "241.66 USD");
        assertThat(house.auditedActions()).contains("invoice.finalized");
        assertThat(heard).isEmpty();
    }

    @Test
    void M2_the_second_charge_for_a_period_is_the_first_one() {
        Invoice first = charge(InvoiceKind.SUBSCRIPTION_CYCLE, 0, 1_000);

        Invoice second = charge(InvoiceKind.SUBSCRIPTION_CYCLE, 0, 9_999);
        Invoice next = charge(InvoiceKind.SUBSCRIPTION_CYCLE, 30, 1_000);

        assertThat(second).isEqualTo(first);
        assertThat(next.number()).as("no number was lost").isEqualTo(2);
    }

    @Test
    void two_changes_of_plan_in_one_period_are_two_invoices() {
        assertThat(charge(InvoiceKind.SUBSCRIPTION_UPDATE, 0, 100).number()).isEqualTo(1);
        assertThat(charge(InvoiceKind.SUBSCRIPTION_UPDATE, 0, 100).number()).isEqualTo(2);
    }

    @Test
    void nothing_to_pay_is_paid_at_once() {
        Invoice invoice = charge(InvoiceKind.SUBSCRIPTION_CREATE, 0, 500, -500);

        assertThat(invoice.status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(invoice.paidAt()).isEqualTo(now());
        assertThat(invoice.nextAttemptAt()).isNull();
        assertThat(heard).containsExactly("paid 1");
    }

    @Test
    void what_is_below_zero_pays_for_the_next_invoices() {
        Invoice credit = charge(InvoiceKind.SUBSCRIPTION_UPDATE, 0, -1_500);
        Invoice small = charge(InvoiceKind.SUBSCRIPTION_CYCLE, 0, 1_000);
        Invoice large = charge(InvoiceKind.SUBSCRIPTION_CYCLE, 30, 1_000);
        Invoice last = charge(InvoiceKind.SUBSCRIPTION_CYCLE, 60, 1_000);

        assertThat(credit.status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(credit.credit().left()).isEqualTo(usd(1_500));
        assertThat(small.status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(small.credit().applied()).isEqualTo(usd(1_000));
        assertThat(large.status()).isEqualTo(InvoiceStatus.PENDING);
        assertThat(large.credit().applied()).isEqualTo(usd(500));
        assertThat(large.amountDue()).isEqualTo(usd(500));
        assertThat(last.amountDue()).isEqualTo(usd(1_000));
        assertThat(stored(credit).credit().left()).isEqualTo(usd(0));
        assertThat(heard).containsExactly("paid 1", "paid 2");
    }

    @Test
    void a_preview_is_what_the_charge_then_writes() {
        charge(InvoiceKind.SUBSCRIPTION_UPDATE, 0, -300);
        Charge charge = chargeOf(InvoiceKind.SUBSCRIPTION_CYCLE, 0, 1_000);

        Invoice foreseen = invoices.invoicing().preview(charge, now());
        Invoice written = commit(change -> invoices.invoicing().charge(change, charge));

        assertThat(foreseen.number()).isNull();
        assertThat(foreseen.amountDue()).isEqualTo(usd(700));
        assertThat(written)
                .usingRecursiveComparison()
                .ignoringFields("id", "number", "revision")
                .isEqualTo(foreseen);
    }

    @Test
    void a_payment_in_two_parts_pays_it_once() {
        Invoice invoice = charge(InvoiceKind.SUBSCRIPTION_CREATE, 0, 1_000);

        Invoice half = received(invoice, 400);
        Invoice whole = received(invoice, 600);

        assertThat(half.status()).isEqualTo(InvoiceStatus.PENDING);
        assertThat(half.amountDue()).isEqualTo(usd(600));
        assertThat(whole.status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(heard).containsExactly("paid 1");
    }

    @Test
    void what_came_in_too_much_changes_no_status_and_goes_back_without_a_credit_note() {
        Invoice invoice = charge(InvoiceKind.SUBSCRIPTION_CREATE, 0, 1_000);
        received(invoice, 1_000);

        Invoice twice = received(invoice, 1_000);
        Invoice back = returned(invoice, 1_000);

        assertThat(twice.amountTooMuch()).isEqualTo(usd(1_000));
        assertThat(back.status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(back.amountPaid()).isEqualTo(usd(1_000));
        assertThat(notes(invoice)).isEmpty();
        assertThat(heard).containsExactly("paid 1");
    }

    @Test
    void M1_gives_back_at_most_what_was_paid() {
        Invoice invoice = charge(InvoiceKind.SUBSCRIPTION_CREATE, 0, 1_000);
        received(invoice, 1_000);
        returned(invoice, 300);

        assertRefused(() -> returned(invoice, 701), InvoiceRefusal.MORE_THAN_PAID);
        Invoice all = returned(invoice, 700);

        assertThat(all.status()).isEqualTo(InvoiceStatus.REFUNDED);
        assertThat(all.amountPaid()).isEqualTo(usd(0));
        assertThat(notes(invoice)).extracting(CreditNote::refunded).containsExactly(usd(300), usd(700));
        assertRefused(() -> returned(invoice, 1), InvoiceRefusal.MORE_THAN_PAID);
    }

    @Test
    void M1_notes_over_the_whole_invoice_have_its_whole_tax() {
        invoices = with("19", false);
        Invoice invoice = charge(InvoiceKind.SUBSCRIPTION_CREATE, 0, 999);
        received(invoice, 1_189);

        returned(invoice, 333);
        returned(invoice, 333);
        returned(invoice, 523);

        List<CreditNote> notes = notes(invoice);
        assertThat(notes.stream().mapToLong(note -> note.tax().minor()).sum()).isEqualTo(190);
        assertThat(notes.stream().mapToLong(note -> note.subtotal().minor()).sum())
                .isEqualTo(999);
        assertThat(notes).extracting(CreditNote::number).containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_declined_payment_is_told_with_its_next_try() {
        Invoice invoice = charge(InvoiceKind.SUBSCRIPTION_CREATE, 0, 1_000);
        Instant next = now().plus(Duration.ofDays(3));

        Invoice failed = commit(change -> invoices.settlement().declined(change, invoice.id(), next));
        Invoice again = commit(change -> invoices.settlement().declined(change, invoice.id(), null));

        assertThat(failed.status()).isEqualTo(InvoiceStatus.FAILED);
        assertThat(failed.nextAttemptAt()).isEqualTo(next);
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(heard).containsExactly("unpaid 1 until " + next, "unpaid 1 until null");
    }

    @Test
    void what_is_given_up_can_still_be_paid() {
        Invoice invoice = charge(InvoiceKind.SUBSCRIPTION_CREATE, 0, 1_000);

        Invoice givenUp = commit(change -> invoices.settlement().givenUp(change, invoice.id()));
        Invoice twice = commit(change -> invoices.settlement().givenUp(change, invoice.id()));
        Invoice paid = received(invoice, 1_000);

        assertThat(givenUp.status()).isEqualTo(InvoiceStatus.UNCOLLECTIBLE);
        assertThat(twice).isEqualTo(givenUp);
        assertThat(paid.status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(heard).containsExactly("given up 1", "paid 1");
    }

    @Test
    void what_is_withdrawn_gives_back_the_credits_that_paid_for_it() {
        charge(InvoiceKind.SUBSCRIPTION_UPDATE, 0, -300);
        Invoice invoice = charge(InvoiceKind.SUBSCRIPTION_CREATE, 0, 1_000);
        received(invoice, 200);

        commit(change -> {
            invoices.invoicing().withdrawOpen(change, subscription.id());
            return true;
        });

        assertThat(stored(invoice).status()).isEqualTo(InvoiceStatus.VOID);
        assertThat(stored(invoice).amountTooMuch()).isEqualTo(usd(0));
        assertThat(house.storage.invoices().credit(subscription.userId(), USD)).isEqualTo(usd(500));
        Invoice next = charge(InvoiceKind.SUBSCRIPTION_CREATE, 0, 1_000);
        assertThat(next.amountDue()).as("its period is free again").isEqualTo(usd(500));
    }

    @Test
    void nothing_becomes_of_what_is_void_when_a_payment_comes_late() {
        Invoice invoice = charge(InvoiceKind.SUBSCRIPTION_CREATE, 0, 1_000);
        commit(change -> {
            invoices.invoicing().withdrawOpen(change, subscription.id());
            return true;
        });

        Invoice late = received(invoice, 1_000);
        Invoice declined = commit(change -> invoices.settlement().declined(change, invoice.id(), now()));
        Invoice back = returned(invoice, 1_000);

        assertThat(late.status()).isEqualTo(InvoiceStatus.VOID);
        assertThat(late.amountTooMuch()).isEqualTo(usd(1_000));
        assertThat(declined.attempts()).isZero();
        assertThat(back.amountPaid()).isEqualTo(usd(0));
        assertThat(heard).isEmpty();
    }

    @Test
    void M1_dinars_and_yen_keep_their_digits() {
        invoices = with("5", true);
        Invoice dinars = charge(InvoiceKind.SUBSCRIPTION_CREATE, 0, new Money(12_345, Currency.getInstance("KWD")));
        invoices = with("10", false);
        Invoice yen = charge(InvoiceKind.SUBSCRIPTION_UPDATE, 0, new Money(999, Currency.getInstance("JPY")));

        assertThat(dinars.tax()).hasToString("0.588 KWD");
        assertThat(dinars.total()).hasToString("12.345 KWD");
        assertThat(yen.total()).hasToString("1099 JPY");
    }

    private Kernel kernel() {
        SequentialIds ids = new SequentialIds();
        URI baseUrl = URI.create("https://tenon.example.org/");
        UsageRecorder usage = new UsageRecorder(house.storage.usage(), ids);
        Changes changes = new Changes(
                house.storage.unitOfWork(),
                house.storage.idempotency(),
                AuditCapability.chain(house.storage.audit(), house.storage.deliveries(), ids),
                NotificationsCapability.outbox(house.storage.emails(), ids, house.secrets),
                NotificationsCapability.notifier(house.storage.notifications(), ids, baseUrl),
                house.secrets,
                usage);
        return new Kernel(house.storage, changes, ids, house.secrets, house.clock, usage);
    }

    private InvoicesCapability with(String percent, boolean inclusive) {
        BillingPolicy standard = BillingPolicy.standard();
        BillingPolicy policy = new BillingPolicy(
                standard.seller(),
                standard.zone(),
                standard.proration(),
                new BigDecimal(percent),
                inclusive,
                standard.firstPaymentWithin(),
                standard.dueAfter(),
                standard.retries(),
                standard.trialReminder());
        return InvoicesCapability.of(
                kernel,
                policy,
                new Printing(null, null, Locale.ENGLISH, URI.create("https://tenon.example.org/")),
                DocumentsCapability.withoutBlobs(),
                List.of(listener));
    }

    private Plan plan() {
        return house.storage.plans().findByName("Standard").orElseThrow();
    }

    private Invoice charge(InvoiceKind kind, int days, long... amounts) {
        Charge charge = chargeOf(kind, days, amounts);
        return commit(change -> invoices.invoicing().charge(change, charge));
    }

    private Invoice charge(InvoiceKind kind, int days, Money amount) {
        Charge charge = chargeOf(kind, days, Stream.of(amount));
        return commit(change -> invoices.invoicing().charge(change, charge));
    }

    private Charge chargeOf(InvoiceKind kind, int days, long... amounts) {
        return chargeOf(kind, days, Arrays.stream(amounts).mapToObj(LedgerTest::usd));
    }

    private Charge chargeOf(InvoiceKind kind, int days, Stream<Money> amounts) {
        Instant start = now().plus(Duration.ofDays(days));
        Instant end = start.plus(Duration.ofDays(30));
        return new Charge(
                subscription.userId(),
                null,
                subscription.id(),
                kind,
                start,
                end,
                amounts.map(amount -> InvoiceLine.of("Standard", amount, start, end))
                        .toList());
    }

    private Invoice received(Invoice invoice, long amount) {
        return commit(change -> invoices.settlement().received(change, invoice.id(), usd(amount)));
    }

    private Invoice returned(Invoice invoice, long amount) {
        return commit(change -> invoices.settlement().returned(change, invoice.id(), usd(amount)));
    }

    private <T> T commit(Function<Change, T> work) {
        return kernel.changes().commit(Actor.system("test"), now(), work);
    }

    private Invoice stored(Invoice invoice) {
        return house.storage.invoices().find(invoice.id()).orElseThrow();
    }

    private List<CreditNote> notes(Invoice invoice) {
        return house.storage.invoices().notes(invoice.id());
    }

    private Instant now() {
        return kernel.now();
    }

    private static void assertRefused(Runnable work, InvoiceRefusal code) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static Money usd(long minor) {
        return new Money(minor, USD);
    }
}
