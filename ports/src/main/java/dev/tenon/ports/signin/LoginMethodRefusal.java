package dev.tenon.ports.signin;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about a way of signing in. */
public enum LoginMethodRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such login method", "List the login methods to see their names."),
    DISABLED(
            Kind.FORBIDDEN,
            "This way of signing in is switched off",
            "Sign in another way, or ask an administrator to enable it."),
    LAST_USABLE(
            Kind.CONFLICT,
            "This is the last way of signing in",
            "Enable another login method that is configured first; otherwise nobody could sign in any more.");

    private final Meaning meaning;

    LoginMethodRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
