package dev.tenon.rest.documents;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.Processing;
import dev.tenon.ports.documents.Thumbnail;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.EntityTags;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;

/** What was read in documents. */
final class ProcessingRoutes {

    private final Processing processing;

    ProcessingRoutes(Processing processing) {
        this.processing = processing;
    }

    void routing(RouteTable routes) {
        routes.add(
                post("/v1/documents/{id}/processing", SIGNED_IN, this::request).taking(Takes.NOTHING));
        routes.add(get("/v1/documents/{id}/text", SIGNED_IN, this::text)
                .answering("text/plain")
                .load(Load.LONG));
        routes.add(get("/v1/documents/{id}/thumbnail", SIGNED_IN, this::thumbnail)
                .answering("image/png")
                .load(Load.LONG));
    }

    private Answer request(Call call) {
        return call.once(
                Document.class,
                actor -> processing.request(actor, DocumentRoutes.id(call)),
                document -> DocumentResponse.answer(202, document));
    }

    private Answer text(Call call) {
        return safe(
                Answer.text(200, "text/plain; charset=utf-8", processing.text(call.actor(), DocumentRoutes.id(call))));
    }

    private Answer thumbnail(Call call) {
        Thumbnail thumbnail = processing.thumbnail(call.actor(), DocumentRoutes.id(call));
        String tag = "\"" + thumbnail.sha256() + "\"";
        boolean isKnown = call.header("If-None-Match")
                .filter(tags -> EntityTags.anyMatches(tags, tag))
                .isPresent();
        Answer answer =
                isKnown ? Answer.empty(304) : Answer.stream(200, "image/png", thumbnail.size(), thumbnail.bytes());
        return safe(answer).with("ETag", tag);
    }

    private static Answer safe(Answer answer) {
        return answer.with("Content-Security-Policy", "default-src 'none'; sandbox");
    }
}
