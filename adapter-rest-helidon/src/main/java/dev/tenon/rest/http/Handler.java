package dev.tenon.rest.http;

/** What a route does: reads the call, asks a driving port, makes the answer. */
@FunctionalInterface
public interface Handler {

    /** Answers; a refusal that leaves it becomes a problem, any other exception a 500. */
    Answer handle(Call call);
}
