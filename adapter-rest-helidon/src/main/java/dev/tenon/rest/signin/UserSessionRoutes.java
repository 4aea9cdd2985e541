package dev.tenon.rest.signin;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.ports.signin.Sessions;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;

/** Other people's sessions, and working in another's name. */
final class UserSessionRoutes {

    private final Sessions sessions;

    UserSessionRoutes(Sessions sessions) {
        this.sessions = sessions;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/users/{id}/sessions", SIGNED_IN, this::list).query("limit", "cursor"));
        routes.add(delete("/v1/users/{id}/sessions", SIGNED_IN, this::endAll).answering(Answer.JSON));
        routes.add(post("/v1/users/{id}/impersonations", SIGNED_IN, this::impersonate));
    }

    private Answer list(Call call) {
        UserId userId = Ids.person(call);
        SessionId current = call.actor().sessionId();
        return call.page(
                page -> sessions.listOf(call.actor(), userId, page), session -> SessionResponse.from(session, current));
    }

    private Answer endAll(Call call) {
        UserId userId = Ids.person(call);
        Answer ended = Answer.json(200, new EndedSessionsResponse(sessions.endAll(call.actor(), userId)));
        boolean isOwn = call.actor().is(userId);
        return isOwn ? call.signedOut(ended) : ended;
    }

    /** The token is always in the body: a cookie would take the place of the administrator's own session. */
    private Answer impersonate(Call call) {
        UserId userId = Ids.person(call);
        SessionId current = call.session().id();
        Fields fields = call.fields();
        String reason = fields.text("reason");
        fields.close();
        return call.once(
                OpenedSession.class,
                actor -> sessions.impersonate(actor, userId, reason),
                opened -> OpenedSessionResponse.answer(call, opened, current));
    }
}
