package dev.tenon.ports.billing;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Refusal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Figures for those who run the business. */
public interface BillingReports {

    /**
     * Tells of a time, month by month. Needs {@code invoices:read}. What is told of a month that is over does not change any more, but
     * for invoices that are withdrawn or given up later, which then count nowhere. Nothing is recorded.
     *
     * @param from the first day in the installation's zone; {@code null} for twelve months
     * @param to the day after the last one; {@code null} for the end of the present month. Months that have not begun are left out
     * @throws Refusal {@code request-forbidden}; {@code request-invalid} for more than {@link BillingReport#MOST_MONTHS} months, an end
     *     that is not after the beginning, and a beginning that lies ahead
     */
    BillingReport report(Actor actor, @Nullable LocalDate from, @Nullable LocalDate to);
}
