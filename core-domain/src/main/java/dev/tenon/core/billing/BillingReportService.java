package dev.tenon.core.billing;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.billing.BillingReport;
import dev.tenon.ports.billing.BillingReports;
import dev.tenon.ports.billing.spi.BillingReportStore;
import dev.tenon.ports.billing.spi.BillingReportStore.Months;
import dev.tenon.ports.kernel.Actor;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** @param zone the installation's, in which books are kept */
record BillingReportService(Kernel kernel, ZoneId zone) implements BillingReports {

    @Override
    public BillingReport report(Actor actor, @Nullable LocalDate from, @Nullable LocalDate to) {
        Authorizer.require(actor, Permission.INVOICES_READ);
        ReportSpan span = ReportSpan.of(from, to, zone, kernel.now());
        Months months = span.months();
        BillingReportStore store = kernel.storage().billingReports();
        return new Figures(
                        span,
                        store.movements(months),
                        store.trials(months),
                        store.revenue(months),
                        store.money(months),
                        store.unpaid(span.countedUntil(), span.dueBounds()))
                .report();
    }
}
