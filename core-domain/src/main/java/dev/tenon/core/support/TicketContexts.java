package dev.tenon.core.support;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.ports.Storage;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceFilter;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.EmailFilter;
import dev.tenon.ports.notifications.EmailStatus;
import dev.tenon.ports.notifications.QueuedEmail;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.support.TicketContext;
import dev.tenon.ports.support.TicketContext.Held;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What whoever answers should know of the person: of each sort what they may see anyway. */
record TicketContexts(Storage storage) {

    private static final PageRequest FIRST = PageRequest.first(TicketContext.MOST);

    TicketContext of(Actor actor, UserId person) {
        List<String> withheld = new ArrayList<>();
        return new TicketContext(
                part(actor, Permission.SUBSCRIPTIONS_READ, withheld, () -> plans(person)),
                part(actor, Permission.INVOICES_READ, withheld, () -> unpaid(person)),
                part(actor, Permission.EMAILS_READ, withheld, () -> failedMails(person)),
                withheld);
    }

    private static <T> @Nullable List<T> part(
            Actor actor, Permission needed, List<String> withheld, Supplier<List<T>> part) {
        if (Authorizer.may(actor, needed)) {
            return part.get();
        }
        withheld.add(needed.permissionName());
        return null;
    }

    private List<Held> plans(UserId person) {
        return storage.subscriptions().findLive(person).stream()
                .flatMap(subscription -> storage.plans().find(subscription.planId()).map(Plan::name).stream()
                        .map(name -> new Held(subscription, name)))
                .toList();
    }

    private List<Invoice> unpaid(UserId person) {
        return Stream.of(InvoiceStatus.values())
                .filter(InvoiceStatus::isPayable)
                .flatMap(status ->
                        storage.invoices().list(InvoiceFilter.of(person).in(status), FIRST).items().stream())
                .sorted(Comparator.comparing(Invoice::createdAt).reversed())
                .limit(TicketContext.MOST)
                .toList();
    }

    private List<QueuedEmail> failedMails(UserId person) {
        return storage.emails()
                .list(new EmailFilter(EmailStatus.DEAD, null, person), FIRST)
                .items();
    }
}
