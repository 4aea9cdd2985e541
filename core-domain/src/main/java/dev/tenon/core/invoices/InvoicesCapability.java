package dev.tenon.core.invoices;

import dev.tenon.core.kernel.Invoicing;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.Memberships;
import dev.tenon.core.kernel.Settlement;
import dev.tenon.core.kernel.StoredPersonalData;
import dev.tenon.ports.accounts.ErasureBlocker.Reason;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.billing.BillingPolicy;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.ports.invoices.Invoices;
import dev.tenon.ports.invoices.spi.InvoicePages;
import dev.tenon.ports.invoices.spi.InvoiceParticipant;
import dev.tenon.ports.invoices.spi.InvoiceStore;
import dev.tenon.ports.invoices.spi.PdfPrinter;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Invoices: the way into this package. */
public record InvoicesCapability(Invoices invoices, Invoicing invoicing, Settlement settlement) {

    /**
     * How invoices are shown to people.
     *
     * @param pages {@code null} if nothing lays them out
     * @param printer {@code null} if nothing prints them
     * @param language the installation's
     * @param baseUrl where the installation is
     */
    public record Printing(
            @Nullable InvoicePages pages, @Nullable PdfPrinter printer, Locale language, URI baseUrl) {}

    /** Builds the capability. */
    public static InvoicesCapability of(
            Kernel kernel,
            BillingPolicy policy,
            Printing printing,
            BlobStore blobs,
            List<InvoiceParticipant> participants) {
        InvoiceStore store = kernel.storage().invoices();
        Ledger ledger = new Ledger(kernel, policy, participants);
        Drafts drafts = new Drafts(kernel, policy);
        Sheets sheets = new Sheets(
                kernel.storage(),
                new Logos(kernel.storage().documents(), blobs),
                policy,
                printing.pages(),
                printing.printer(),
                printing.language(),
                printing.baseUrl());
        InvoiceAuthority authority = new InvoiceAuthority(kernel.storage(), new Memberships(kernel.storage()));
        return new InvoicesCapability(
                new InvoiceService(kernel, store, authority, drafts, ledger, sheets),
                new Charges(store, drafts, ledger),
                new Settling(ledger));
    }

    /** What invoices hold about people: they stay when a person is erased, and tell the id alone. */
    public static PersonalDataParticipant personalData(Kernel kernel) {
        return StoredPersonalData.of(kernel, Set.of(Reason.UNPAID_INVOICE), PersonalTable.pseudonymous("billing"));
    }
}
