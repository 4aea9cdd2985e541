package dev.tenon.rest.signin;

import dev.tenon.ports.signin.OpenedSession;

/** A new session; the only answer that has a token. */
record OpenedSessionResponse(String token, SessionResponse session) {

    static OpenedSessionResponse from(OpenedSession opened) {
        return new OpenedSessionResponse(
                opened.token().text(),
                SessionResponse.from(opened.session(), opened.session().id()));
    }
}
