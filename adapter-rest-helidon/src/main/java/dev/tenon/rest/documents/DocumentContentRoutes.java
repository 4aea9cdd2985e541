package dev.tenon.rest.documents;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.documents.DocumentArchive;
import dev.tenon.ports.documents.Documents;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import java.util.ArrayList;
import java.util.List;

/** What is in documents. */
final class DocumentContentRoutes {

    private static final String ZIP = "application/zip";

    private final Documents documents;

    DocumentContentRoutes(Documents documents) {
        this.documents = documents;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/documents/{id}/content", SIGNED_IN, this::download)
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
