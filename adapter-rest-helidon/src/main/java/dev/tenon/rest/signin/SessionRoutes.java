package dev.tenon.rest.signin;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.ports.signin.OpenedSession;
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

    void routing(RouteTable routes) {
        routes.add(post("/v1/sessions", ANYBODY, this::open));
        routes.add(get("/v1/sessions", SIGNED_IN, this::list).query("limit", "cursor"));
        routes.add(delete("/v1/sessions", SIGNED_IN, this::endOthers).answering(Answer.JSON));
        routes.add(get("/v1/sessions/{id}", SIGNED_IN, this::show));
        routes.add(delete("/v1/sessions/{id}", SIGNED_IN, this::end));
    }

    private Answer open(Call call) {
        Fields fields = call.fields();
        Credentials credentials = new Credentials(fields.text("email"), fields.text("password"));
        fields.close();
        return call.once(
                OpenedSession.class,
                actor -> sessions.open(actor, credentials),
                opened -> Answer.json(201, OpenedSessionResponse.from(opened))
                        .with(
                                "Location",
                                call.location("/v1/sessions/" + opened.session().id())));
    }

    private Answer list(Call call) {
        SessionId current = call.authenticated().session().id();
        return call.page(page -> sessions.list(call.actor(), page), session -> SessionResponse.from(session, current));
    }

    private Answer endOthers(Call call) {
        return Answer.json(200, new EndedSessionsResponse(sessions.endOthers(call.actor())));
    }

    private Answer show(Call call) {
        SessionId current = call.authenticated().session().id();
        return Answer.json(200, SessionResponse.from(sessions.get(call.actor(), id(call)), current));
    }

    private Answer end(Call call) {
        sessions.end(call.actor(), id(call));
        return Answer.empty(204);
    }

    private static SessionId id(Call call) {
        return call.path("id").equals("current")
                ? call.authenticated().session().id()
                : Ids.parse(call.path("id"), SessionId::parse, SessionId::new);
    }
}
