package dev.tenon.core.support;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.support.SupportTicket;
import dev.tenon.ports.support.TicketPatch;
import dev.tenon.ports.support.TicketRefusal;
import dev.tenon.ports.support.spi.TicketStore;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Changes of tickets: by the staff, and what of it is the person's own affair. */
record TicketChanges(Kernel kernel, TicketStore tickets, TicketWriting writing, TicketNews news) {

    SupportTicket update(Actor actor, SupportTicket seen, TicketPatch patch, Expected expected) {
        requireMay(actor, seen, patch);
        if (patch.subject() != null) {
            TicketTexts.subject(new Violations(), patch.subject()).refuseIfAny();
        }
        UserId assignee = patch.assigneeId().value();
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            writing.lockPeople(
                    actor, assignee == null ? new UserId[] {seen.userId()} : new UserId[] {seen.userId(), assignee});
            SupportTicket before = tickets.lock(seen.id()).orElseThrow(TicketRefusal.NOT_FOUND::refusal);
            expected.check(before.revision());
            if (assignee != null && !assignee.equals(before.assigneeId())) {
                requireFit(assignee);
            }
            SupportTicket after = before.patched(patch, now);
            return after.equals(before) ? before : changed(change, before, tickets.update(after, now));
        });
    }

    /** Who asked says whether it is done; the rest says the staff. */
    private static void requireMay(Actor actor, SupportTicket ticket, TicketPatch patch) {
        if (patch.isOfStaff()) {
            Authorizer.require(actor, Permission.TICKETS_WRITE);
        } else {
            TicketSight.requireWriting(actor, ticket);
        }
    }

    private void requireFit(UserId assignee) {
        boolean isFit = kernel.storage()
                        .accounts()
                        .find(assignee)
                        .filter(Account::isActive)
                        .isPresent()
                && TicketNews.isStaff(kernel, assignee);
        if (!isFit) {
            throw TicketRefusal.ASSIGNEE_UNFIT.refusal();
        }
    }

    private SupportTicket changed(Change change, SupportTicket before, SupportTicket after) {
        AuditEntry updated = TicketWriting.entry("ticket.updated", after)
                .changed("priority", TicketWriting.word(before.priority()), TicketWriting.word(after.priority()))
                .changedWithheld("subject", before.subject(), after.subject());
        if (!writing.turned(change, before, after)) {
            updated =
                    updated.changed("status", TicketWriting.word(before.status()), TicketWriting.word(after.status()));
        }
        if (!updated.changes().isEmpty()) {
            change.audit(updated);
        }
        if (!Objects.equals(before.assigneeId(), after.assigneeId())) {
            change.audit(TicketWriting.entry("ticket.assigned", after)
                    .changed("assignee", text(before.assigneeId()), text(after.assigneeId())));
            news.assigned(change, after);
        }
        return after;
    }

    private static @Nullable String text(@Nullable UserId person) {
        return person == null ? null : person.toString();
    }
}
