package dev.tenon.ports.apikeys;

import dev.tenon.ports.kernel.Actor;

/** Whom an API key stands for, as of this request: read in one statement. */
public record AuthenticatedKey(Actor actor, ApiKey key) {}
