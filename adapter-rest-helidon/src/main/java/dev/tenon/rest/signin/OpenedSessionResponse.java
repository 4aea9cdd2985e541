package dev.tenon.rest.signin;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.SessionCookie;
import dev.tenon.rest.json.Fields;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A new session; the only answer that has a token.
 *
 * @param token {@code null} if it went into a cookie
 */
record OpenedSessionResponse(@Nullable String token, SessionResponse session) {

    /**
     * Opens a session, the token of which is in the body; or, where the fields say {@code cookie}, in a cookie. That is only for
     * pages of our own: no other site signs somebody in under a name that is not theirs.
     */
    static Answer open(Call call, Fields fields, Function<Actor, OpenedSession> opening) {
        boolean cookie = fields.flag("cookie");
        fields.close();
        if (cookie) {
            call.requireOwnOrigin();
        }
        return call.once(
                OpenedSession.class,
                opening,
                opened -> cookie
                        ? withCookie(call, opened)
                        : answer(call, opened, opened.session().id()));
    }

    /** The token in the body. */
    static Answer answer(Call call, OpenedSession opened, SessionId current) {
        String token = opened.token().text();
        return answer(call, new OpenedSessionResponse(token, SessionResponse.from(opened.session(), current)));
    }

    /** The token in a cookie, and nowhere else. */
    private static Answer withCookie(Call call, OpenedSession opened) {
        SessionResponse session =
                SessionResponse.from(opened.session(), opened.session().id());
        Duration lasts = Duration.between(session.createdAt(), session.expiresAt());
        return answer(call, new OpenedSessionResponse(null, session))
                .with("Set-Cookie", SessionCookie.holding(opened.token().text(), lasts));
    }

    private static Answer answer(Call call, OpenedSessionResponse body) {
        return Answer.json(201, body)
                .with("Location", call.location("/v1/sessions/" + body.session().id()));
    }
}
