package dev.tenon.architecture.planted.capabilitiesofthecoremeetintheports.core.accounts;

import dev.tenon.architecture.planted.capabilitiesofthecoremeetintheports.core.billing.Invoicing;

class AccountPolicy {
    boolean mayLeave(Invoicing invoicing) {
        return invoicing.isSettled();
    }
}
