package dev.tenon.rest.documents;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.documents.IssuedShareLink;
import dev.tenon.ports.documents.LinkedDocument;
import dev.tenon.ports.documents.NewShareLink;
import dev.tenon.ports.documents.ShareLinks;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.ShareLinkId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Links to documents: for who makes them, and for who has one. */
final class ShareLinkRoutes {

    private final ShareLinks links;

    ShareLinkRoutes(ShareLinks links) {
        this.links = links;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/documents/{id}/links", SIGNED_IN, this::list).query("limit", "cursor"));
        routes.add(post("/v1/documents/{id}/links", SIGNED_IN, this::create));
        routes.add(delete("/v1/documents/{id}/links/{linkId}", SIGNED_IN, this::revoke));
        routes.add(post("/v1/share-link-openings", ANYBODY, this::open).login());
        routes.add(post("/v1/share-link-downloads", ANYBODY, this::download)
                .login()
                .answering(null)
                .load(Load.LONG));
    }

    private Answer list(Call call) {
        return call.page(page -> links.list(call.actor(), DocumentRoutes.id(call), page), ShareLinkResponse::from);
    }

    private Answer create(Call call) {
        DocumentId document = DocumentRoutes.id(call);
        Fields fields = call.fields();
        String password = fields.nullableText("password");
        Instant end = fields.nullableInstant("expiresAt");
        Integer most = downloads(fields.patchedNumber("maxDownloads").value());
        fields.close();
        NewShareLink wanted = new NewShareLink(password, end, most);
        return call.once(
                IssuedShareLink.class,
                actor -> links.create(actor, document, wanted),
                issued -> Answer.json(201, IssuedShareLinkResponse.from(issued))
                        .with(
                                "Location",
                                call.location("/v1/documents/" + document + "/links/"
                                        + issued.link().id())));
    }

    /** What is too much for the core is too much however much it is. */
    private static @Nullable Integer downloads(@Nullable Long wanted) {
        return wanted == null ? null : (int) Math.min(wanted, Integer.MAX_VALUE);
    }

    private Answer revoke(Call call) {
        links.revoke(
                call.actor(),
                DocumentRoutes.id(call),
                Ids.parse(call.path("linkId"), ShareLinkId::parse, ShareLinkId::new));
        return Answer.empty(204);
    }

    private Answer open(Call call) {
        Fields fields = call.fields();
        String token = fields.text("token");
        String password = fields.nullableText("password");
        fields.close();
        LinkedDocument document = links.open(call.actor(), token, password);
        return Answer.json(200, LinkedDocumentResponse.from(document));
    }

    private Answer download(Call call) {
        Fields fields = call.fields();
        String token = fields.text("token");
        String password = fields.nullableText("password");
        fields.close();
        return Download.toSave(links.download(call.actor(), token, password));
    }
}
