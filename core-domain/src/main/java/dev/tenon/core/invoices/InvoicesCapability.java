package dev.tenon.core.invoices;

import dev.tenon.core.kernel.Invoicing;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.Settlement;
import dev.tenon.core.kernel.StoredPersonalData;
import dev.tenon.ports.accounts.ErasureBlocker.Reason;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.billing.BillingPolicy;
import dev.tenon.ports.invoices.spi.InvoiceParticipant;
import java.util.List;
import java.util.Set;

/** Invoices: the way into this package. */
public record InvoicesCapability(Invoicing invoicing, Settlement settlement) {

    /** Builds the capability. */
    public static InvoicesCapability of(Kernel kernel, BillingPolicy policy, List<InvoiceParticipant> participants) {
        Ledger ledger = new Ledger(kernel, policy, participants);
        Drafts drafts = new Drafts(kernel, policy);
        return new InvoicesCapability(new Charges(kernel.storage().invoices(), drafts, ledger), new Settling(ledger));
    }

    /** What invoices hold about people: they stay when a person is erased, and tell the id alone. */
    public static PersonalDataParticipant personalData(Kernel kernel) {
        return StoredPersonalData.of(kernel, Set.of(Reason.UNPAID_INVOICE), PersonalTable.pseudonymous("billing"));
    }
}
