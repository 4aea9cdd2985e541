package dev.tenon.core.payments;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.organizations.spi.OrganizationParticipant;
import dev.tenon.ports.payments.spi.PaymentMethodStore;

/** What an organization paid with is forgotten when it ends. */
record MethodsOfOrganization(PaymentMethodStore methods) implements OrganizationParticipant {

    @Override
    public void deleted(Change change, OrganizationId organization) {
        methods.removeOf(organization, change.now());
    }
}
