package dev.tenon.core.payments;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Memberships;
import dev.tenon.ports.Storage;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.RefusalCode;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.payments.PaymentMethod;
import dev.tenon.ports.payments.PaymentRefusal;
import org.jspecify.annotations.Nullable;

/** Who sees what is paid and with what, and who pays. For others it does not exist. */
final class Payers {

    private final Storage storage;
    private final Memberships memberships;

    Payers(Storage storage) {
        this.storage = storage;
        this.memberships = new Memberships(storage);
    }

    /** The subject whose ways of paying these are, for whoever may see them. */
    SubjectId reading(Actor actor, @Nullable OrganizationId organization) {
        if (organization == null) {
            return Authorizer.own(actor, Permission.BILLING_READ);
        }
        Authorizer.signedIn(actor);
        if (Authorizer.may(actor, Permission.INVOICES_READ)) {
            if (storage.members().organizationExists(organization)) {
                return organization;
            }
        } else if (memberships.runs(actor, organization)) {
            withScope(actor, Permission.BILLING_READ);
            return organization;
        }
        throw OrganizationRefusal.NOT_FOUND.refusal();
    }

    /** The same for whoever may change them: in person. */
    SubjectId changing(Actor actor, @Nullable OrganizationId organization) {
        if (organization == null) {
            return Authorizer.personThemselves(actor);
        }
        Authorizer.signedIn(actor);
        if (!memberships.runs(actor, organization)) {
            throw OrganizationRefusal.NOT_FOUND.refusal();
        }
        Authorizer.personThemselves(actor);
        return organization;
    }

    /** The way of paying, for whoever may change it. */
    PaymentMethod changing(Actor actor, @Nullable PaymentMethod method) {
        Authorizer.signedIn(actor);
        if (method == null || !pays(actor, method.userId(), method.organizationId())) {
            throw PaymentRefusal.METHOD_NOT_FOUND.refusal();
        }
        Authorizer.personThemselves(actor);
        return method;
    }

    /** The invoice, for whoever may see what is paid of it. */
    Invoice visible(Actor actor, InvoiceId id) {
        return visible(actor, id, InvoiceRefusal.NOT_FOUND);
    }

    Invoice visible(Actor actor, InvoiceId id, RefusalCode notFound) {
        Authorizer.signedIn(actor);
        Invoice invoice = storage.invoices().find(id).orElse(null);
        if (invoice == null) {
            throw notFound.refusal();
        }
        if (Authorizer.may(actor, Permission.INVOICES_READ)) {
            return invoice;
        }
        if (!pays(actor, personal(invoice), invoice.organizationId())) {
            throw notFound.refusal();
        }
        withScope(actor, Permission.BILLING_READ);
        return invoice;
    }

    /** The invoice, for whoever has to pay it, in person. */
    Invoice paying(Actor actor, InvoiceId id) {
        Invoice invoice = visible(actor, id);
        if (!pays(actor, personal(invoice), invoice.organizationId())) {
            throw RequestRefusal.FORBIDDEN.because(
                    "Only whoever has to pay the invoice does this; staff notes what came in as manual.");
        }
        Authorizer.personThemselves(actor);
        return invoice;
    }

    /** The invoice, for staff that changes what is paid of it. */
    Invoice keeping(Actor actor, InvoiceId id) {
        Invoice invoice = visible(actor, id);
        Authorizer.require(actor, Permission.INVOICES_WRITE);
        Memberships.notInAnothersName(actor);
        return invoice;
    }

    private boolean pays(Actor actor, @Nullable UserId person, @Nullable OrganizationId organization) {
        return person != null ? actor.is(person) : memberships.runs(actor, organization);
    }

    private static @Nullable UserId personal(Invoice invoice) {
        return invoice.organizationId() == null ? invoice.userId() : null;
    }

    private static void withScope(Actor actor, Permission scope) {
        if (actor.comesWithKey()) {
            Authorizer.require(actor, scope);
        }
    }
}
