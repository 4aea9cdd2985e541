package dev.tenon.core.payments;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.Settlement;
import dev.tenon.core.payments.Attempts.Order;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.PaymentMethod;
import dev.tenon.ports.payments.PaymentStatus;
import dev.tenon.ports.payments.PaymentTrigger;
import dev.tenon.ports.payments.spi.PaymentMethodStore;
import dev.tenon.ports.payments.spi.PaymentStore;
import dev.tenon.ports.payments.spi.PaymentStore.Tries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is due: each invoice is claimed and its payment written in one commit, by one server; then the gateways are asked.
 * What nobody can charge is a bill: it is overdue when its time has passed, and reminded of as declined ones are tried again.
 */
final class Collector implements BackgroundJob {

    private static final Actor WORKER = Actor.system("collect-invoices");

    /** What came of looking for something due. */
    private record Found(boolean isAny, @Nullable Order order) {

        static final Found NOTHING = new Found(false, null);
        static final Found NOTHING_TO_CHARGE = new Found(true, null);
    }

    private final Kernel kernel;
    private final PaymentStore payments;
    private final PaymentMethodStore methods;
    private final Gateways gateways;
    private final Attempts attempts;
    private final Settlement settlement;
    private final Dunning dunning;
    private final PaymentNews news;
    private final Together together = new Together();

    Collector(
            Kernel kernel,
            Gateways gateways,
            Attempts attempts,
            Settlement settlement,
            Dunning dunning,
            PaymentNews news) {
        this.kernel = kernel;
        this.payments = kernel.storage().payments();
        this.methods = kernel.storage().paymentMethods();
        this.gateways = gateways;
        this.attempts = attempts;
        this.settlement = settlement;
        this.dunning = dunning;
        this.news = news;
    }

    @Override
    public String name() {
        return "collect-invoices";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(1);
    }

    @Override
    public int run() {
        List<Order> orders = new ArrayList<>();
        int handled = 0;
        while (handled < Together.MOST) {
            Found found = kernel.changes().commit(WORKER, kernel.now(), this::next);
            if (!found.isAny()) {
                break;
            }
            Order order = found.order();
            if (order != null) {
                orders.add(order);
            }
            handled++;
        }
        together.each(orders, order -> attempts.order(WORKER, order));
        return handled;
    }

    private Found next(Change change) {
        Optional<InvoiceId> due = payments.claimDue(change.now());
        if (due.isEmpty()) {
            return Found.NOTHING;
        }
        Invoice invoice = kernel.storage().invoices().lock(due.get()).orElseThrow(InvoiceRefusal.NOT_FOUND::refusal);
        Instant at = invoice.nextAttemptAt();
        if (!invoice.status().isOpen() || at == null || at.isAfter(change.now())) {
            return Found.NOTHING_TO_CHARGE;
        }
        Optional<PaymentMethod> method =
                methods.preferred(invoice.subject()).filter(found -> gateways.has(found.gateway()));
        if (method.isEmpty()) {
            remind(change, invoice);
            return Found.NOTHING_TO_CHARGE;
        }
        return new Found(true, charged(change, invoice, method.get()).orElse(null));
    }

    private Optional<Order> charged(Change change, Invoice invoice, PaymentMethod method) {
        Tries tries = payments.tries(invoice.id(), change.now());
        Payment declined = tries.lastDeclined();
        boolean waitsForAnother = declined != null
                && declined.status() == PaymentStatus.DECLINED_HARD
                && method.id().equals(declined.methodId());
        if (!waitsForAnother && attempts.opened(method.id()).isPresent()) {
            return attempts.open(change, invoice, method, PaymentTrigger.SCHEDULE, null);
        }
        Instant last = dunning.last(tries.firstAt() == null ? change.now() : tries.firstAt());
        if (last.isAfter(change.now())) {
            settlement.later(change, invoice.id(), last);
        } else {
            settlement.givenUp(change, invoice.id());
        }
        return Optional.empty();
    }

    /** A bill: nothing happens before it is due. */
    private void remind(Change change, Invoice invoice) {
        Instant due = invoice.dueAt();
        Instant now = change.now();
        if (due != null && due.isAfter(now)) {
            settlement.later(change, invoice.id(), due);
            return;
        }
        Instant first = payments.tries(invoice.id(), now).firstAt();
        Instant since = first != null ? first : due == null ? now : due;
        Optional<Instant> next = dunning.next(since, now);
        if (next.isPresent()) {
            news.overdue(change, settlement.declined(change, invoice.id(), next.get()));
        } else {
            settlement.givenUp(change, invoice.id());
        }
    }
}
