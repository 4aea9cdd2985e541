package dev.tenon.ports.signin;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about a session. */
public enum SessionRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such session", "List your sessions to find it; it may have ended.");

    private final Meaning meaning;

    SessionRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
