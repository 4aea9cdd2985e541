package dev.tenon.ports.apikeys;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about an API key. */
public enum ApiKeyRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such API key", "List the keys to find it."),
    NOT_HERE(Kind.FORBIDDEN, "Not with an API key", "Only a person who is signed in may do this: open a session."),
    REVOKED(Kind.CONFLICT, "The API key is revoked", "Make a new one; a revoked key never works again."),
    EXPIRED(Kind.CONFLICT, "The API key has expired", "Make a new one; an expired key is not rotated."),
    ROTATED(
            Kind.CONFLICT,
            "The API key was rotated already",
            "Rotate the key that came in its place, or make a new one."),
    TOO_MANY(Kind.LIMIT_REACHED, "Too many API keys", "Revoke keys that nobody needs any more.");

    private final Meaning meaning;

    ApiKeyRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
