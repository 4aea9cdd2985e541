package dev.tenon.core.support;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.TicketId;
import dev.tenon.ports.support.SupportTicket;
import dev.tenon.ports.support.TicketRefusal;
import dev.tenon.ports.support.spi.TicketStore;

/** Who sees which ticket, and as what. */
record TicketSight(TicketStore tickets) {

    /**
     * A ticket, and as what it is seen.
     *
     * @param asStaff whether notes and the staff's names are seen
     */
    record Seen(SupportTicket ticket, boolean asStaff) {

        SupportTicket shown() {
            return asStaff ? ticket : ticket.asSeenByPerson();
        }
    }

    Seen of(Actor actor, TicketId id) {
        Authorizer.signedIn(actor);
        return seen(actor, tickets.find(id).orElseThrow(TicketRefusal.NOT_FOUND::refusal));
    }

    Seen of(Actor actor, long number) {
        Authorizer.signedIn(actor);
        return seen(actor, tickets.find(number).orElseThrow(TicketRefusal.NOT_FOUND::refusal));
    }

    private static Seen seen(Actor actor, SupportTicket ticket) {
        Authorizer.ownerOr(
                actor, ticket.userId(), Permission.SUPPORT_READ, Permission.TICKETS_READ, TicketRefusal.NOT_FOUND);
        return new Seen(ticket, Authorizer.may(actor, Permission.TICKETS_READ));
    }

    /** Passes who may add to a ticket that they see: the person who asked, and the staff. */
    static void requireWriting(Actor actor, SupportTicket ticket) {
        if (actor.is(ticket.userId())) {
            Authorizer.own(actor, Permission.SUPPORT_WRITE);
        } else {
            Authorizer.require(actor, Permission.TICKETS_WRITE);
        }
    }
}
