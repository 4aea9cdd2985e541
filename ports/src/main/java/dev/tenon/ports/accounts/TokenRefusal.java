package dev.tenon.ports.accounts;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about a token that came by mail. */
public enum TokenRefusal implements RefusalCode {
    GONE(Kind.GONE, "This link is no longer valid", "Links work once and for a limited time. Ask for a new one.");

    private final Kind kind;
    private final String title;
    private final String remedy;

    TokenRefusal(Kind kind, String title, String remedy) {
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
