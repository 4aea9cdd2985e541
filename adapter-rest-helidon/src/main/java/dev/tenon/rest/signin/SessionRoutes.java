package dev.tenon.rest.signin;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.ports.signin.Sessions;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;

/** Signing in, seeing where one is signed in, signing out. */
final class SessionRoutes {

    private final Sessions sessions;

    SessionRoutes(Sessions sessions) {
        this.sessions = sessions;
    }

    /** What {@code DELETE /v1/sessions} ends. */
    enum Scope {
        OTHERS,
        ALL
    }

    void routing(RouteTable routes) {
        routes.add(post("/v1/sessions", ANYBODY, this::open).login());
        routes.add(get("/v1/sessions", SIGNED_IN, this::list).query("limit", "cursor"));
        routes.add(delete("/v1/sessions", SIGNED_IN, this::endMany)
                .answering(Answer.JSON)
                .query("scope"));
        routes.add(get("/v1/sessions/{id}", SIGNED_IN, this::show));
        routes.add(delete("/v1/sessions/{id}", SIGNED_IN, this::end));
    }

    private Answer open(Call call) {
        Fields fields = call.fields();
        Credentials credentials = new Credentials(fields.text("email"), fields.text("password"));
        return OpenedSessionResponse.open(call, fields, actor -> sessions.open(actor, credentials));
    }

    private Answer list(Call call) {
        SessionId current = call.actor().sessionId();
        return call.page(page -> sessions.list(call.actor(), page), session -> SessionResponse.from(session, current));
    }

    private Answer endMany(Call call) {
        Scope scope = call.query().word("scope", Scope.class);
        if (scope == Scope.ALL) {
            return call.signedOut(
                    Answer.json(200, new EndedSessionsResponse(sessions.endAll(call.actor(), call.me()))));
        }
        return Answer.json(200, new EndedSessionsResponse(sessions.endOthers(call.actor())));
    }

    private Answer show(Call call) {
        return Answer.json(
                200,
                SessionResponse.from(
                        sessions.get(call.actor(), id(call)), call.actor().sessionId()));
    }

    private Answer end(Call call) {
        SessionId id = id(call);
        sessions.end(call.actor(), id);
        Answer ended = Answer.empty(204);
        return id.equals(call.actor().sessionId()) ? call.signedOut(ended) : ended;
    }

    private static SessionId id(Call call) {
        return call.path("id").equals("current")
                ? current(call)
                : Ids.parse(call.path("id"), SessionId::parse, SessionId::new);
    }

    private static SessionId current(Call call) {
        return call.session().id();
    }
}
