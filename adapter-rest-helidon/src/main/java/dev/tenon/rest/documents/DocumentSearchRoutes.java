package dev.tenon.rest.documents;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;

import dev.tenon.ports.documents.DocumentQuery;
import dev.tenon.ports.documents.DocumentSearch;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.RouteTable;
import org.jspecify.annotations.Nullable;

/** Documents by their words. */
final class DocumentSearchRoutes {

    private final DocumentSearch search;

    DocumentSearchRoutes(DocumentSearch search) {
        this.search = search;
    }

    void routing(RouteTable routes) {
        routes.add(
                get("/v1/document-matches", SIGNED_IN, this::search).query("q", "organizationId", "limit", "cursor"));
    }

    private Answer search(Call call) {
        @Nullable String words = call.query().text("q");
        DocumentQuery query = new DocumentQuery(words == null ? "" : words, DocumentRoutes.organization(call));
        return call.page(page -> search.search(call.actor(), query, page), DocumentMatchResponse::from);
    }
}
