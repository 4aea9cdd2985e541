package dev.tenon.ports.accounts;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about a token that came by mail. */
public enum TokenRefusal implements RefusalCode {
    GONE(Kind.GONE, "This link is no longer valid", "Links work once and for a limited time. Ask for a new one.");

    private final Meaning meaning;

    TokenRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
