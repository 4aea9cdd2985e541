package dev.tenon.rest.documents;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.documents.DocumentArchive;
import dev.tenon.ports.documents.Documents;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.TicketId;
import dev.tenon.ports.support.SupportTickets;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import java.util.ArrayList;
import java.util.List;

/** What is in documents. */
final class DocumentContentRoutes {

    private static final String ZIP = "application/zip";

    private final Documents documents;
    private final SupportTickets tickets;

    DocumentContentRoutes(Documents documents, SupportTickets tickets) {
        this.documents = documents;
        this.tickets = tickets;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/documents/{id}/content", SIGNED_IN, this::download)
                .query(Download.DISPOSITION)
                .answering(null)
                .load(Load.LONG));
        routes.add(get("/v1/support-tickets/{id}/attachments/{documentId}/content", SIGNED_IN, this::downloadAttachment)
                .query(Download.DISPOSITION)
                .answering(null)
                .load(Load.LONG));
        routes.add(post("/v1/document-archives", SIGNED_IN, this::archive)
                .reading()
                .answering(ZIP)
                .load(Load.LONG));
    }

    private Answer download(Call call) {
        return Download.of(call, documents.content(call.actor(), DocumentRoutes.id(call)));
    }

    private Answer downloadAttachment(Call call) {
        TicketId ticket = Ids.parse(call.path("id"), TicketId::parse, TicketId::new);
        DocumentId document = Ids.parse(call.path("documentId"), DocumentId::parse, DocumentId::new);
        return Download.of(call, tickets.attachment(call.actor(), ticket, document));
    }

    private Answer archive(Call call) {
        Fields fields = call.fields();
        List<DocumentId> ids = ids(fields);
        fields.close();
        DocumentArchive archive = documents.archive(call.actor(), ids);
        return Answer.written(200, ZIP, out -> archive.writer().writeTo(out, read -> {}))
                .with("Content-Disposition", ContentDisposition.attachment("documents.zip"));
    }

    private static List<DocumentId> ids(Fields fields) {
        List<DocumentId> ids = new ArrayList<>();
        for (String text : fields.texts("documentIds", DocumentArchive.MOST)) {
            DocumentId.parse(text)
                    .ifPresentOrElse(
                            ids::add,
                            () -> fields.error("documentIds", "wrong-type", "`documentIds` is a list of ids."));
        }
        return ids;
    }
}
