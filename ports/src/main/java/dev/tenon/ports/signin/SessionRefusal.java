package dev.tenon.ports.signin;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about a session. */
public enum SessionRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such session", "List your sessions to find it; it may have ended.");

    private final Kind kind;
    private final String title;
    private final String remedy;

    SessionRefusal(Kind kind, String title, String remedy) {
        this.kind = kind;
        this.title = title;
        this.remedy = remedy;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String remedy() {
        return remedy;
    }
}
