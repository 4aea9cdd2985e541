package dev.tenon.ports.signin;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about a person's own second factor. */
public enum SecondFactorRefusal implements RefusalCode {
    ON_ALREADY(Kind.CONFLICT, "The account has a second factor", "Turn it off first to set up another one."),
    NONE(
            Kind.CONFLICT,
            "The account has no second factor",
            "There is nothing to turn off; set one up if you want one."),
    NOT_ENROLLED(
            Kind.CONFLICT,
            "No second factor is being set up",
            "Begin to set one up, and send the first code within an hour."),
    WRONG(
            Kind.FORBIDDEN,
            "The code is wrong, or was used before",
            "Wait for the app's next code; if they stay wrong, set the device's clock right.");

    private final Meaning meaning;

    SecondFactorRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
