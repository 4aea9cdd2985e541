package dev.tenon.rest.documents;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.options;
import static dev.tenon.rest.http.Route.patch;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.documents.NewUpload;
import dev.tenon.ports.documents.Upload;
import dev.tenon.ports.documents.UploadRefusal;
import dev.tenon.ports.documents.Uploads;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.UploadId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.problem.HttpProblem;
import java.util.ArrayList;
import java.util.List;

/** Files in pieces, as tus 1.0 has them; and lists of them for people. */
final class UploadRoutes {

    private static final String ALL = "/v1/uploads";
    private static final String ONE = "/v1/uploads/{id}";

    private final Uploads uploads;
    private final long largest;

    UploadRoutes(Uploads uploads, long largest) {
        this.uploads = uploads;
        this.largest = largest;
    }

    void routing(RouteTable routes) {
        routes.add(options(ALL, ANYBODY, call -> Tus.capabilities(largest)));
        routes.add(get(ALL, SIGNED_IN, this::list).query("limit", "cursor"));
        routes.add(post(ALL, SIGNED_IN, this::create)
                .taking(Takes.FILE)
                .answering(null)
                .load(Load.LONG));
        routes.add(get(ONE, SIGNED_IN, this::show).answering(null));
        routes.add(patch(ONE, SIGNED_IN, this::append)
                .taking(Takes.FILE)
                .answering(null)
                .load(Load.LONG));
        routes.add(delete(ONE, SIGNED_IN, this::terminate));
        routes.always(ALL, Tus.RESUMABLE, Tus.VERSION);
        routes.always(ONE, Tus.RESUMABLE, Tus.VERSION);
        routes.overridable(ONE);
    }

    private Answer list(Call call) {
        return call.page(page -> uploads.list(call.actor(), page), UploadResponse::from);
    }

    private Answer create(Call call) {
        if (!Tus.isSpoken(call)) {
            throw Tus.notSpoken();
        }
        boolean hasBytes = call.hasBody();
        if (hasBytes) {
            Tus.requireBytes(call);
        }
        NewUpload wanted = Tus.newUpload(call, largest);
        List<Upload> begun = new ArrayList<>(1);
        Answer answer = call.once(
                Upload.class,
                actor -> {
                    Upload upload = uploads.create(actor, wanted);
                    begun.add(upload);
                    return upload;
                },
                upload -> created(call, upload));
        // A repetition begins nothing, and so brings nothing.
        return begun.isEmpty() || !hasBytes ? answer : created(call, withBytes(call, begun.get(0)));
    }

    private static Answer created(Call call, Upload upload) {
        return Tus.told(201, upload).with("Location", call.location(ALL + "/" + upload.id()));
    }

    /**
     * Goes on with what was just begun. Who is not told where it is could never go on with it: so it is given up, but for a client that
     * repeats its request under the same key and is told then.
     */
    private Upload withBytes(Call call, Upload upload) {
        Actor actor = call.actor();
        try {
            Upload further = uploads.append(actor, upload.id(), Tus.piece(call, 0));
            if (call.isGone() && !isRepeatable(call)) {
                giveUp(actor, further);
            }
            return further;
        } catch (RuntimeException failed) {
            if (!isRepeatable(call)) {
                giveUp(actor, upload, failed);
            }
            throw failed;
        }
    }

    private static boolean isRepeatable(Call call) {
        return call.header("Idempotency-Key").isPresent();
    }

    private void giveUp(Actor actor, Upload upload, RuntimeException because) {
        try {
            giveUp(actor, upload);
        } catch (RuntimeException notGivenUp) {
            because.addSuppressed(notGivenUp);
        }
    }

    private void giveUp(Actor actor, Upload upload) {
        try {
            uploads.terminate(actor, upload.id());
        } catch (Refusal over) {
            if (over.code() != UploadRefusal.ENDED && over.code() != UploadRefusal.DONE) {
                throw over;
            }
        }
    }

    private Answer show(Call call) {
        if (!call.isHead()) {
            if (!call.accepts(Answer.JSON)) {
                throw HttpProblem.NOT_ACCEPTABLE.refused();
            }
            return Answer.json(200, UploadResponse.from(uploads.get(call.actor(), id(call))));
        }
        Upload upload = uploads.get(call.actor(), id(call));
        if (!Tus.isSpoken(call)) {
            throw Tus.notSpoken();
        }
        return Tus.toldWhole(200, upload);
    }

    private Answer append(Call call) {
        requireSpoken(call);
        Tus.requireBytes(call);
        return Tus.told(204, uploads.append(call.actor(), id(call), Tus.piece(call, Tus.offset(call))));
    }

    private Answer terminate(Call call) {
        requireSpoken(call);
        uploads.terminate(call.actor(), id(call));
        return Answer.empty(204);
    }

    /** To who may not know of an upload there is none, whatever version they speak. */
    private void requireSpoken(Call call) {
        if (!Tus.isSpoken(call)) {
            uploads.get(call.actor(), id(call));
            throw Tus.notSpoken();
        }
    }

    private static UploadId id(Call call) {
        return Ids.parse(call.path("id"), UploadId::parse, UploadId::new);
    }
}
