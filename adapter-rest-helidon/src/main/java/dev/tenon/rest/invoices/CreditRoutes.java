package dev.tenon.rest.invoices;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;

import dev.tenon.ports.invoices.CreditBalance;
import dev.tenon.ports.invoices.CreditBalance.Source;
import dev.tenon.ports.invoices.Invoices;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.RouteTable;
import java.util.List;

/** What somebody has as a credit. */
final class CreditRoutes {

    private final Invoices invoices;

    CreditRoutes(Invoices invoices) {
        this.invoices = invoices;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/credit", SIGNED_IN, this::show).query("userId", "organizationId"));
    }

    private Answer show(Call call) {
        SubjectId subject = InvoiceRoutes.subject(call.query());
        return call.all(invoices.credits(call.actor(), subject), CreditResponse::from);
    }

    /** A credit in one currency. */
    record CreditResponse(Money amount, List<Source> sources) {

        static CreditResponse from(CreditBalance balance) {
            return new CreditResponse(balance.amount(), balance.sources());
        }
    }
}
