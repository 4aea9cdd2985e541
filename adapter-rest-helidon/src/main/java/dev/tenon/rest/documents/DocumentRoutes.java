package dev.tenon.rest.documents;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.patch;
import static dev.tenon.rest.http.Route.post;
import static dev.tenon.rest.http.Route.put;

import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.DocumentPatch;
import dev.tenon.ports.documents.DocumentStatus;
import dev.tenon.ports.documents.Documents;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files and their metadata. */
final class DocumentRoutes {

    private static final String[] READ_ONLY = {
        "id",
        "userId",
        "organizationId",
        "fileSize",
        "fileType",
        "mediaType",
        "sha256",
        "version",
        "status",
        "failureReason",
        "pageCount",
        "uploadedAt",
        "updatedAt",
        "deletedAt"
    };

    private static final int MOST_TAGS = 100;

    private final Documents documents;

    DocumentRoutes(Documents documents) {
        this.documents = documents;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/documents", SIGNED_IN, this::list)
                .query("organizationId", "q", "status", "fileType", "tag", "limit", "cursor"));
        routes.add(post("/v1/documents", SIGNED_IN, this::upload)
                .query("organizationId")
                .taking(Takes.FILE)
                .load(Load.LONG));
        routes.add(get("/v1/documents/{id}", SIGNED_IN, this::show));
        routes.add(patch("/v1/documents/{id}", SIGNED_IN, this::update));
        routes.add(put("/v1/documents/{id}/owner", SIGNED_IN, this::move)
                .taking(Takes.JSON)
                .answering(Answer.JSON));
        routes.add(delete("/v1/documents/{id}", SIGNED_IN, this::remove));
    }

    private Answer list(Call call) {
        DocumentFilter filter = new DocumentFilter(
                organization(call),
                call.query().text("q"),
                call.query().word("status", DocumentStatus.class),
                call.query().text("fileType"),
                call.query().text("tag"));
        return call.page(page -> documents.list(call.actor(), filter, page), DocumentResponse::from);
    }

    private Answer upload(Call call) {
        return call.once(
                Document.class,
                // The body is opened only when it is sure that this request is not a repetition.
                actor -> documents.upload(actor, upload(call, Upload.read(call))),
                document -> DocumentResponse.answer(201, document)
                        .with("Location", call.location("/v1/documents/" + document.id())));
    }

    /** For whom it is says the query, or a part of the form. */
    private static NewDocument upload(Call call, NewDocument file) {
        OrganizationId organization = organization(call);
        return organization == null ? file : file.in(organization);
    }

    private Answer show(Call call) {
        return DocumentResponse.answer(200, documents.get(call.actor(), id(call)));
    }

    private Answer update(Call call) {
        Expected expected = call.ifMatch();
        Fields fields = call.fields();
        String fileName = fields.has("fileName") ? fields.text("fileName") : null;
        List<String> tags = fields.has("tags") ? List.copyOf(fields.texts("tags", MOST_TAGS)) : null;
        fields.close(READ_ONLY);
        DocumentPatch patch = new DocumentPatch(fileName, tags);
        return DocumentResponse.answer(200, documents.update(call.actor(), id(call), patch, expected));
    }

    private Answer move(Call call) {
        Expected expected = call.ifMatch();
        Fields fields = call.fields();
        OrganizationId organization = fields.nullableId("organizationId", OrganizationId::parse);
        fields.close();
        return DocumentResponse.answer(200, documents.move(call.actor(), id(call), organization, expected));
    }

    private Answer remove(Call call) {
        documents.delete(call.actor(), id(call), call.ifMatchOrAny());
        return Answer.empty(204);
    }

    static @Nullable OrganizationId organization(Call call) {
        String organization = call.query().text("organizationId");
        return organization == null ? null : Ids.parse(organization, OrganizationId::parse, OrganizationId::new);
    }

    static DocumentId id(Call call) {
        return Ids.parse(call.path("id"), DocumentId::parse, DocumentId::new);
    }
}
