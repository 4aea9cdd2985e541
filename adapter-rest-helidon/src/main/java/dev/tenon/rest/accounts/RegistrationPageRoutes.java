package dev.tenon.rest.accounts;

import dev.tenon.ports.accounts.Accounts;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Form;
import dev.tenon.rest.http.FormPage;
import dev.tenon.rest.http.FormPage.Input;
import dev.tenon.rest.http.FormPage.Words;
import dev.tenon.rest.http.RouteTable;
import java.util.Set;

/** The page where people without an account get one, for example to accept an invitation. */
final class RegistrationPageRoutes {

    private static final Words WORDS = new Words(
            "Register",
            "Type your e-mail address, and choose a password of at least 15 characters; a few words that do not belong"
                    + " together are good.",
            "Register",
            "Read your mail",
            "A link that verifies the address is on its way; it works for a day. If you were invited, open the link of the"
                    + " invitation again after that.",
            "",
            "");

    private final Accounts accounts;

    RegistrationPageRoutes(Accounts accounts) {
        this.accounts = accounts;
    }

    void routing(RouteTable routes) {
        FormPage.open(
                        "/register",
                        WORDS,
                        this::submit,
                        new Input("email", "E-mail address", "email", "username"),
                        new Input("password", "Password", "password", "new-password"))
                .routing(routes);
    }

    private void submit(Call call, Form form) {
        accounts.signUp(
                call.actor(),
                new Registration(form.text("email"), form.text("password"), null, null, null, false, Set.of()));
    }
}
