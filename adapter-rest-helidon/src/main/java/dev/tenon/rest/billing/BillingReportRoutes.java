package dev.tenon.rest.billing;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;

import dev.tenon.ports.billing.BillingReports;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.RouteTable;

/** Figures for those who run the business. */
final class BillingReportRoutes {

    private final BillingReports reports;

    BillingReportRoutes(BillingReports reports) {
        this.reports = reports;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/billing-report", SIGNED_IN, this::report)
                .query("from", "to")
                .load(Load.LONG));
    }

    private Answer report(Call call) {
        return Answer.json(
                200,
                BillingReportResponse.from(reports.report(
                        call.actor(), call.query().date("from"), call.query().date("to"))));
    }
}
