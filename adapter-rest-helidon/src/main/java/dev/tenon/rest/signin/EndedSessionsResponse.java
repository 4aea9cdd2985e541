package dev.tenon.rest.signin;

/** How many sessions ended. */
record EndedSessionsResponse(int ended) {}
