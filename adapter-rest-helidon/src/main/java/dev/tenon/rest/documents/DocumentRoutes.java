package dev.tenon.rest.documents;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.patch;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.DocumentStatus;
import dev.tenon.ports.documents.Documents;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;

/** Files and their metadata. */
final class DocumentRoutes {

    private static final String[] READ_ONLY = {
        "id",
        "userId",
        "fileSize",
        "fileType",
        "mediaType",
        "sha256",
        "version",
        "status",
        "failureReason",
        "uploadedAt",
        "updatedAt"
    };

    private final Documents documents;

    DocumentRoutes(Documents documents) {
        this.documents = documents;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/documents", SIGNED_IN, this::list).query("q", "status", "fileType", "limit", "cursor"));
        routes.add(post("/v1/documents", SIGNED_IN, this::upload)
                .taking(Takes.FILE)
                .load(Load.LONG));
        routes.add(get("/v1/documents/{id}", SIGNED_IN, this::show));
        routes.add(patch("/v1/documents/{id}", SIGNED_IN, this::rename));
        routes.add(delete("/v1/documents/{id}", SIGNED_IN, this::remove));
    }

    private Answer list(Call call) {
        DocumentFilter filter = new DocumentFilter(
                call.query().text("q"),
                call.query().word("status", DocumentStatus.class),
                call.query().text("fileType"));
        return call.page(page -> documents.list(call.actor(), filter, page), DocumentResponse::from);
    }

    private Answer upload(Call call) {
        return call.once(
                Document.class,
                // The body is opened only when it is sure that this request is not a repetition.
                actor -> documents.upload(actor, Upload.read(call)),
                document -> DocumentResponse.answer(201, document)
                        .with("Location", call.location("/v1/documents/" + document.id())));
    }

    private Answer show(Call call) {
        return DocumentResponse.answer(200, documents.get(call.actor(), id(call)));
    }

    private Answer rename(Call call) {
        Expected expected = call.ifMatch();
        Fields fields = call.fields();
        boolean isNamed = fields.has("fileName");
        String fileName = isNamed ? fields.text("fileName") : "";
        fields.close(READ_ONLY);
        Document document =
                isNamed ? documents.rename(call.actor(), id(call), fileName, expected) : unchanged(call, expected);
        return DocumentResponse.answer(200, document);
    }

    /** An empty patch changes nothing, and is held to its precondition like any other. */
    private Document unchanged(Call call, Expected expected) {
        Document document = documents.get(call.actor(), id(call));
        expected.check(document.revision());
        return document;
    }

    private Answer remove(Call call) {
        documents.delete(call.actor(), id(call), call.ifMatchOrAny());
        return Answer.empty(204);
    }

    static DocumentId id(Call call) {
        return Ids.parse(call.path("id"), DocumentId::parse, DocumentId::new);
    }
}
