package dev.tenon.ports.signin;

import dev.tenon.ports.kernel.Token;

/** A new session and its token, which is shown this once. */
public record OpenedSession(Token token, Session session) {}
