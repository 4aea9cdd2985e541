package dev.tenon.rest.invoices;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.patch;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceFilter;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.invoices.Invoices;
import dev.tenon.ports.invoices.NewInvoice;
import dev.tenon.ports.invoices.NewInvoiceLine;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Query;
import dev.tenon.rest.http.Route;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Invoices. */
final class InvoiceRoutes {

    private static final String ONE = "/v1/invoices/{id}";
    private static final String[] READ_ONLY = {
        "id",
        "userId",
        "organizationId",
        "number",
        "reference",
        "kind",
        "status",
        "periodStart",
        "periodEnd",
        "taxPercent",
        "isTaxInclusive",
        "subtotal",
        "tax",
        "total",
        "amountPaid",
        "amountDue",
        "creditApplied",
        "creditNoted",
        "creditGiven",
        "creditLeft",
        "dueAt",
        "finalizedAt",
        "paidAt",
        "attempts",
        "nextAttemptAt",
        "createdAt",
        "updatedAt"
    };
    private static final String[] SET_ONCE = withSubscription();

    /** Stands for an amount that is refused anyway. */
    private static final Money NOTHING = Money.zero(Currency.getInstance("USD"));

    private final Invoices invoices;

    InvoiceRoutes(Invoices invoices) {
        this.invoices = invoices;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/invoices", SIGNED_IN, this::list)
                .query("userId", "organizationId", "all", "subscriptionId", "status", "from", "to", "limit", "cursor"));
        routes.add(post("/v1/invoices", SIGNED_IN, this::draft));
        routes.add(get(ONE, SIGNED_IN, this::show).answering(null).query("format"));
        routes.add(patch(ONE, SIGNED_IN, this::rewrite));
        routes.add(delete(ONE, SIGNED_IN, this::remove));
        routes.add(step("/finalize", Invoices::finalizeDraft));
        routes.add(step("/void", Invoices::withdraw));
        routes.add(step("/mark-uncollectible", Invoices::giveUp));
    }

    /** A step that an invoice can take: a POST without a body. */
    private Route step(String path, Step step) {
        return post(ONE + path, SIGNED_IN, call -> {
                    InvoiceId id = id(call);
                    return call.once(
                            Invoice.class,
                            actor -> step.of(invoices, actor, id),
                            invoice -> InvoiceResponse.answer(200, invoice));
                })
                .taking(Takes.NOTHING);
    }

    private interface Step {
        Invoice of(Invoices invoices, Actor actor, InvoiceId id);
    }

    private Answer list(Call call) {
        Query query = call.query();
        SubjectId subject = subject(query);
        InvoiceFilter filter = (subject == null ? InvoiceFilter.mine() : InvoiceFilter.of(subject))
                .on(id(query, "subscriptionId", SubscriptionId::parse, SubscriptionId::new))
                .in(query.word("status", InvoiceStatus.class))
                .between(query.instant("from"), query.instant("to"));
        InvoiceFilter asked = query.flag("all") && subject == null ? filter.ofEveryone() : filter;
        return call.page(page -> invoices.list(call.actor(), asked, page), InvoiceResponse::from);
    }

    /** Whose they are; {@code null} for the caller's. */
    static @Nullable SubjectId subject(Query query) {
        OrganizationId organization = id(query, "organizationId", OrganizationId::parse, OrganizationId::new);
        UserId person = id(query, "userId", UserId::parse, UserId::new);
        if (organization != null && person != null) {
            throw Query.refusal("userId", "not-both", "Give `userId` or `organizationId`, and not both.");
        }
        return organization == null ? person : organization;
    }

    private Answer draft(Call call) {
        Fields fields = call.fields();
        String subscription = fields.text("subscriptionId");
        List<NewInvoiceLine> lines = lines(fields);
        fields.close(READ_ONLY);
        NewInvoice wanted = new NewInvoice(Ids.parse(subscription, SubscriptionId::parse, SubscriptionId::new), lines);
        return call.once(
                Invoice.class,
                actor -> invoices.draft(actor, wanted),
                drafted -> InvoiceResponse.answer(201, drafted)
                        .with("Location", call.location("/v1/invoices/" + drafted.id())));
    }

    private Answer show(Call call) {
        Shown shown = Shown.askedFor(call);
        return shown == Shown.JSON
                ? InvoiceResponse.answer(200, invoices.get(call.actor(), id(call)))
                : Shown.answer(invoices.file(call.actor(), id(call), shown.format()));
    }

    private Answer rewrite(Call call) {
        Expected expected = call.ifMatch();
        Fields fields = call.fields();
        List<NewInvoiceLine> lines = lines(fields);
        fields.close(SET_ONCE);
        return InvoiceResponse.answer(200, invoices.rewrite(call.actor(), id(call), lines, expected));
    }

    private Answer remove(Call call) {
        invoices.delete(call.actor(), id(call));
        return Answer.empty(204);
    }

    private static List<NewInvoiceLine> lines(Fields fields) {
        return fields.objects("lines", Invoice.MOST_LINES, InvoiceRoutes::line);
    }

    private static NewInvoiceLine line(Fields fields) {
        Money amount = fields.money("unitAmount");
        return new NewInvoiceLine(
                fields.text("description"),
                fields.number("quantity", 1, 1, NewInvoiceLine.MOST),
                amount == null ? NOTHING : amount,
                fields.nullableInstant("periodStart"),
                fields.nullableInstant("periodEnd"));
    }

    /** The invoice that the path names. */
    static InvoiceId id(Call call) {
        return Ids.parse(call.path("id"), InvoiceId::parse, InvoiceId::new);
    }

    private static <I> @Nullable I id(
            Query query, String name, Function<String, Optional<I>> parse, Function<UUID, I> make) {
        String text = query.text(name);
        return text == null ? null : Ids.parse(text, parse, make);
    }

    private static String[] withSubscription() {
        String[] all = Arrays.copyOf(READ_ONLY, READ_ONLY.length + 1);
        all[READ_ONLY.length] = "subscriptionId";
        return all;
    }
}
