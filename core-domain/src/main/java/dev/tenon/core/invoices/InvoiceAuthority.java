package dev.tenon.core.invoices;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Memberships;
import dev.tenon.ports.Storage;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceFilter;
import dev.tenon.ports.invoices.InvoiceRefusal;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.OrganizationRefusal;

/** Who may see and write which invoice. */
record InvoiceAuthority(Storage storage, Memberships memberships) {

    /** The invoice, if the caller may see it; for others there is none. */
    Invoice read(Actor actor, InvoiceId id) {
        Authorizer.signedIn(actor);
        boolean seesAll = Authorizer.may(actor, Permission.INVOICES_READ);
        if (!seesAll) {
            Authorizer.own(actor, Permission.BILLING_READ);
        }
        return storage.invoices()
                .find(id)
                .filter(invoice -> seesAll || isShownTo(actor, invoice))
                .orElseThrow(InvoiceRefusal.NOT_FOUND::refusal);
    }

    /** Passes who writes the invoice; for those who do not even see it there is none. */
    void write(Actor actor, InvoiceId id) {
        Authorizer.signedIn(actor);
        boolean isStaff =
                Authorizer.may(actor, Permission.INVOICES_READ) || Authorizer.may(actor, Permission.INVOICES_WRITE);
        boolean isThere = storage.invoices()
                .find(id)
                .filter(invoice -> isStaff || isShownTo(actor, invoice))
                .isPresent();
        if (!isThere) {
            throw InvoiceRefusal.NOT_FOUND.refusal();
        }
        write(actor);
    }

    /** Passes who writes invoices. */
    void write(Actor actor) {
        Authorizer.require(actor, Permission.INVOICES_WRITE);
        Memberships.notInAnothersName(actor);
    }

    private boolean isShownTo(Actor actor, Invoice invoice) {
        OrganizationId organization = invoice.organizationId();
        boolean isTheirs = organization == null ? actor.is(invoice.userId()) : memberships.runs(actor, organization);
        return isTheirs && invoice.status() != InvoiceStatus.DRAFT;
    }

    /** The filter, as far as the caller may ask so. */
    InvoiceFilter filter(Actor actor, InvoiceFilter filter) {
        Authorizer.signedIn(actor);
        if (filter.everyones()) {
            Authorizer.require(actor, Permission.INVOICES_READ);
            return filter;
        }
        boolean seesAll = Authorizer.may(actor, Permission.INVOICES_READ);
        SubjectId subject = filter.subject();
        return switch (subject) {
            case null ->
                filter.by(Authorizer.own(actor, Permission.BILLING_READ)).finalized();
            case UserId person when seesAll -> filter;
            case UserId person
            when actor.is(person) ->
                filter.by(Authorizer.own(actor, Permission.BILLING_READ)).finalized();
            case UserId person -> {
                Authorizer.require(actor, Permission.INVOICES_READ);
                yield filter;
            }
            case OrganizationId organization -> ofOrganization(actor, organization, seesAll, filter);
        };
    }

    private InvoiceFilter ofOrganization(
            Actor actor, OrganizationId organization, boolean seesAll, InvoiceFilter filter) {
        if (seesAll) {
            if (storage.organizations().find(organization).isEmpty()) {
                throw OrganizationRefusal.NOT_FOUND.refusal();
            }
            return filter;
        }
        Authorizer.own(actor, Permission.BILLING_READ);
        MemberRole role = memberships.roleOf(actor, organization).orElseThrow(OrganizationRefusal.NOT_FOUND::refusal);
        if (!role.manages()) {
            throw RequestRefusal.FORBIDDEN.because(
                    "Only owners and administrators of the organization see what it pays.");
        }
        return filter.finalized();
    }
}
