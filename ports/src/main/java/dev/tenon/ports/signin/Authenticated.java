package dev.tenon.ports.signin;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Actor;

/** Whom a session token stands for, as of this request: read in one statement. */
public record Authenticated(Actor actor, Session session, Account account) {}
