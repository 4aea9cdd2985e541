package dev.tenon.rest.documents;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.Trash;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;

/** Deleted documents. */
final class TrashRoutes {

    private final Trash trash;

    TrashRoutes(Trash trash) {
        this.trash = trash;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/trash", SIGNED_IN, this::list).query("organizationId", "limit", "cursor"));
        routes.add(delete("/v1/trash", SIGNED_IN, this::empty).query("organizationId"));
        routes.add(delete("/v1/trash/{id}", SIGNED_IN, this::remove));
        routes.add(post("/v1/trash/{id}/restore", SIGNED_IN, this::restore).taking(Takes.NOTHING));
    }

    private Answer list(Call call) {
        return call.page(
                page -> trash.list(call.actor(), DocumentRoutes.organization(call), page), DocumentResponse::from);
    }

    private Answer empty(Call call) {
        trash.empty(call.actor(), DocumentRoutes.organization(call));
        return Answer.empty(204);
    }

    private Answer remove(Call call) {
        trash.delete(call.actor(), DocumentRoutes.id(call));
        return Answer.empty(204);
    }

    private Answer restore(Call call) {
        return call.once(
                Document.class,
                actor -> trash.restore(actor, DocumentRoutes.id(call)),
                document -> DocumentResponse.answer(200, document));
    }
}
