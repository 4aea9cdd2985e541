package dev.tenon.rest.documents;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentVersions;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;

/** The contents that a document has had. */
final class DocumentVersionRoutes {

    private static final int MOST_DIGITS = 9;

    private final DocumentVersions versions;

    DocumentVersionRoutes(DocumentVersions versions) {
        this.versions = versions;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/documents/{id}/versions", SIGNED_IN, this::list).query("limit", "cursor"));
        routes.add(post("/v1/documents/{id}/versions", SIGNED_IN, this::add)
                .taking(Takes.FILE)
                .load(Load.LONG));
        routes.add(get("/v1/documents/{id}/versions/{version}", SIGNED_IN, this::show));
        routes.add(delete("/v1/documents/{id}/versions/{version}", SIGNED_IN, this::remove));
        routes.add(post("/v1/documents/{id}/versions/{version}/restore", SIGNED_IN, this::restore)
                .taking(Takes.NOTHING));
        routes.add(get("/v1/documents/{id}/versions/{version}/content", SIGNED_IN, this::download)
                .query(Download.DISPOSITION)
                .answering(null)
                .load(Load.LONG));
    }

    private Answer list(Call call) {
        return call.page(
                page -> versions.list(call.actor(), DocumentRoutes.id(call), page), DocumentVersionResponse::from);
    }

    private Answer add(Call call) {
        Expected expected = call.ifMatch();
        return call.once(
                Document.class,
                actor -> versions.add(actor, DocumentRoutes.id(call), Upload.readContent(call), expected),
                document -> changed(call, document));
    }

    private Answer show(Call call) {
        return Answer.json(
                200, DocumentVersionResponse.from(versions.get(call.actor(), DocumentRoutes.id(call), version(call))));
    }

    private Answer remove(Call call) {
        versions.delete(call.actor(), DocumentRoutes.id(call), version(call));
        return Answer.empty(204);
    }

    private Answer restore(Call call) {
        Expected expected = call.ifMatch();
        return call.once(
                Document.class,
                actor -> versions.restore(actor, DocumentRoutes.id(call), version(call), expected),
                document -> changed(call, document));
    }

    private Answer download(Call call) {
        return Download.of(call, versions.content(call.actor(), DocumentRoutes.id(call), version(call)));
    }

    private static Answer changed(Call call, Document document) {
        return DocumentResponse.answer(201, document)
                .with("Location", call.location("/v1/documents/" + document.id() + "/versions/" + document.version()));
    }

    /** What is no number is no version. */
    private static int version(Call call) {
        String text = call.path("version");
        boolean isNumber = !text.isEmpty()
                && text.length() <= MOST_DIGITS
                && text.chars().allMatch(each -> each >= '0' && each <= '9');
        return isNumber ? Integer.parseInt(text) : 0;
    }
}
