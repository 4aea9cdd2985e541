package dev.tenon.ports.payments.spi;

import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RefundId;
import dev.tenon.ports.payments.Refund;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores money that goes back (table {@code billing_refunds}). */
public interface RefundStore {

    /**
     * Adds a refund.
     *
     * @param requestKey what the request was known by that asked for it; {@code null} for none
     */
    void insert(Refund refund, @Nullable String requestKey);

    Optional<Refund> find(RefundId id);

    /** The refund that a request asked for. */
    Optional<Refund> findByRequest(String requestKey);

    /** Locks a refund until the commit; its invoice is locked before it. */
    Optional<Refund> lock(RefundId id);

    /** Writes what became of a refund. */
    void update(Refund refund);

    /** Refunds of an invoice, newest first. */
    Page<Refund> list(InvoiceId invoice, PageRequest page);

    /** What of an invoice is on its way back. */
    Money pending(InvoiceId invoice, Currency currency);

    /** Claims refunds whose gateway is to be asked now: counts the check, and puts the next one off until {@code leaseUntil}. */
    List<Refund> claimChecks(Instant now, Instant leaseUntil, int limit);
}
