package dev.tenon.rest.documents;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;

import dev.tenon.ports.documents.Documents;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.RouteTable;

/** What is in a document. */
final class DocumentContentRoutes {

    private final Documents documents;

    DocumentContentRoutes(Documents documents) {
        this.documents = documents;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/documents/{id}/content", SIGNED_IN, this::download)
                .answering(null)
                .load(Load.LONG));
    }

    private Answer download(Call call) {
        return Download.of(call, documents.content(call.actor(), DocumentRoutes.id(call)));
    }
}
