package dev.tenon.rest.invoices;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.invoices.CreditNote;
import dev.tenon.ports.invoices.Invoices;
import dev.tenon.ports.invoices.NewCreditNote;
import dev.tenon.ports.kernel.CreditNoteId;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;

/** Credit notes of invoices. */
final class CreditNoteRoutes {

    private static final String ALL = "/v1/invoices/{id}/credit-notes";

    private final Invoices invoices;

    CreditNoteRoutes(Invoices invoices) {
        this.invoices = invoices;
    }

    void routing(RouteTable routes) {
        routes.add(get(ALL, SIGNED_IN, this::list));
        routes.add(post(ALL, SIGNED_IN, this::write));
        routes.add(get(ALL + "/{noteId}", SIGNED_IN, this::show).answering(null).query("format"));
    }

    private Answer list(Call call) {
        return call.all(invoices.creditNotes(call.actor(), InvoiceRoutes.id(call)), CreditNoteResponse::from);
    }

    private Answer write(Call call) {
        InvoiceId id = InvoiceRoutes.id(call);
        Fields fields = call.fields();
        NewCreditNote wanted =
                new NewCreditNote(fields.has("amount") ? fields.money("amount") : null, fields.nullableText("reason"));
        fields.close();
        return call.once(
                CreditNote.class,
                actor -> invoices.credit(actor, id, wanted),
                note -> Answer.json(201, CreditNoteResponse.from(note))
                        .with("Location", call.location("/v1/invoices/" + id + "/credit-notes/" + note.id())));
    }

    private Answer show(Call call) {
        InvoiceId id = InvoiceRoutes.id(call);
        CreditNoteId note = Ids.parse(call.path("noteId"), CreditNoteId::parse, CreditNoteId::new);
        Shown shown = Shown.askedFor(call);
        return shown == Shown.JSON
                ? Answer.json(200, CreditNoteResponse.from(invoices.creditNote(call.actor(), id, note)))
                : Shown.answer(invoices.creditNoteFile(call.actor(), id, note, shown.format()));
    }
}
