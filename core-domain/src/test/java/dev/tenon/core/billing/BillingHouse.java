package dev.tenon.core.billing;

import dev.tenon.core.TenonInMemory;
import dev.tenon.core.audit.AuditCapability;
import dev.tenon.core.documents.DocumentsCapability;
import dev.tenon.core.invoices.InvoicesCapability;
import dev.tenon.core.invoices.InvoicesCapability.Printing;
import dev.tenon.core.kernel.Changes;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.UsageRecorder;
import dev.tenon.core.notifications.NotificationsCapability;
import dev.tenon.ports.billing.BillingPolicy;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.Subscriptions;
import dev.tenon.ports.billing.spi.SubscriptionParticipant;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceFilter;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.plans.BillingInterval;
import dev.tenon.ports.plans.EndAction;
import dev.tenon.ports.plans.Plan;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.SequentialIds;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Billing and invoices over a whole Tenon in memory, with a say in who can pay. */
final class BillingHouse {

    final TenonInMemory house = new TenonInMemory();
    final Set<SubjectId> payable = new HashSet<>();
    private final Kernel kernel = kernel();
    private final List<SubscriptionParticipant> participants =
            List.of(DocumentsCapability.subscriptionParticipant(kernel));
    final InvoicesCapability invoices = InvoicesCapability.of(
            kernel,
            BillingPolicy.standard(),
            new Printing(null, null, Locale.ENGLISH, URI.create("https://tenon.example.org/")),
            DocumentsCapability.withoutBlobs(),
            List.of(BillingCapability.invoices(kernel, BillingPolicy.standard(), participants)));
    final BillingCapability billing = BillingCapability.of(
            kernel, BillingPolicy.standard(), participants, invoices.invoicing(), payable::contains);
    final Subscriptions subscriptions = billing.subscriptions();

    private Kernel kernel() {
        SequentialIds ids = new SequentialIds(MovableClock.START.plusSeconds(1));
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

    /** Moves the clock, and has everything done that became due. */
    void moveTo(String instant) {
        house.clock.moveTo(Instant.parse(instant));
        runJobs();
    }

    /** Has everything done that is due. */
    void runJobs() {
        int done;
        do {
            done = billing.jobs().stream().mapToInt(BackgroundJob::run).sum();
        } while (done > 0);
    }

    /** A plan on offer, in dollars. */
    Plan offer(String name, long price, BillingInterval interval, EndAction action) {
        return offer(name, price, interval, action, "USD");
    }

    /** A plan on offer. */
    Plan offer(String name, long price, BillingInterval interval, EndAction action, String currency) {
        Plan plan = new Plan(
                new PlanId(Fixtures.anId()),
                name,
                new Money(price, Currency.getInstance(currency)),
                interval,
                null,
                null,
                null,
                14,
                null,
                action,
                action,
                true,
                MovableClock.START,
                MovableClock.START,
                null,
                1,
                List.of());
        house.storage.offer(plan);
        return plan;
    }

    Plan plan(String name) {
        return house.storage.plans().findByName(name).orElseThrow();
    }

    Subscription live(SubjectId subject) {
        return house.storage.subscriptions().findLive(subject).orElseThrow();
    }

    /** What was charged for a subscription, in the order of the numbers. */
    List<Invoice> invoicesOf(Subscription subscription) {
        return house.storage.invoices().list(InvoiceFilter.all(), PageRequest.first(200)).items().stream()
                .filter(invoice -> invoice.subscriptionId().equals(subscription.id()))
                .sorted(Comparator.comparing(Invoice::number, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
    }

    /** The amounts of the lines of every invoice, in minor units. */
    List<List<Long>> charged(Subscription subscription) {
        return invoicesOf(subscription).stream()
                .map(invoice -> invoice.lines().stream()
                        .map(InvoiceLine::amount)
                        .map(Money::minor)
                        .toList())
                .toList();
    }

    /** Pays an invoice. */
    void pay(Invoice invoice) {
        kernel.changes()
                .commit(
                        Actor.system("payments"),
                        kernel.now(),
                        change -> invoices.settlement().received(change, invoice.id(), invoice.amountDue()));
    }

    /** Pays everything that is open of a subscription. */
    void pay(Subscription subscription) {
        each(subscription, (change, invoice) -> {
            Money due = invoice.amountDue();
            if (due.minor() > 0) {
                invoices.settlement().received(change, invoice.id(), due);
            }
        });
    }

    /** Declines what is open of it. */
    void decline(Subscription subscription, @Nullable Instant next) {
        each(subscription, (change, invoice) -> invoices.settlement().declined(change, invoice.id(), next));
    }

    /** Gives up what is open of it. */
    void giveUp(Subscription subscription) {
        each(subscription, (change, invoice) -> invoices.settlement().givenUp(change, invoice.id()));
    }

    private void each(Subscription subscription, BiConsumer<Change, Invoice> work) {
        invoicesOf(subscription).stream()
                .filter(invoice -> invoice.status().isPayable())
                .forEach(invoice -> kernel.changes().commit(Actor.system("payments"), kernel.now(), change -> {
                    work.accept(change, invoice);
                    return true;
                }));
    }
}
