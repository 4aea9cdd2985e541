package dev.tenon.rest.signin;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.post;
import static dev.tenon.rest.http.Route.put;

import dev.tenon.ports.kernel.FieldError;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.signin.Passwords;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Form;
import dev.tenon.rest.http.FormPage;
import dev.tenon.rest.http.FormPage.Input;
import dev.tenon.rest.http.FormPage.Words;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import java.util.List;

/** Changing and resetting passwords, and the pages for it. */
final class PasswordRoutes {

    private static final Words FORGOT = new Words(
            "Set a new password",
            "Type the e-mail address of your account. If there is an account with it, a link to choose a new password goes"
                    + " there.",
            "Send the link",
            "Read your mail",
            "If there is an account with this address, a link is on its way; it works once, within an hour. You can close"
                    + " this page.",
            "",
            "");
    private static final Words RESET = new Words(
            "Choose a new password",
            "Use at least 15 characters; a few words that do not belong together are good. Every session of the account"
                    + " ends.",
            "Set the password",
            "The password is set",
            "You can sign in with it now, and close this page.",
            "Links work once and for an hour. If you did not set a password with this one just now, ask for a new link"
                    + " where you sign in.",
            "");

    private final Passwords passwords;

    PasswordRoutes(Passwords passwords) {
        this.passwords = passwords;
    }

    void routing(RouteTable routes) {
        routes.add(put("/v1/me/password", SIGNED_IN, this::change)
                .taking(Takes.JSON)
                .login());
        routes.add(post("/v1/password-reset-requests", ANYBODY, this::ask)
                .answering(null)
                .login());
        routes.add(post("/v1/password-resets", ANYBODY, this::reset)
                .answering(null)
                .login());
        FormPage.open(
                        "/forgot-password",
                        FORGOT,
                        this::submitAddress,
                        new Input("email", "E-mail address", "email", "email"))
                .routing(routes);
        FormPage.behindLink(
                        "/reset-password",
                        RESET,
                        this::submitPassword,
                        new Input("password", "New password", "password", "new-password"),
                        new Input("again", "The same once more", "password", "new-password"))
                .routing(routes);
    }

    private Answer change(Call call) {
        Fields fields = call.fields();
        String current = fields.text("current");
        String password = fields.text("password");
        fields.close();
        passwords.change(call.actor(), current, password);
        return Answer.empty(204);
    }

    private Answer ask(Call call) {
        Fields fields = call.fields();
        String email = fields.text("email");
        fields.close();
        return call.once(actor -> passwords.requestReset(actor, email), Answer.empty(202));
    }

    private Answer reset(Call call) {
        Fields fields = call.fields();
        String token = fields.text("token");
        String password = fields.text("password");
        fields.close();
        return call.once(actor -> passwords.reset(actor, token, password), Answer.empty(204));
    }

    private void submitAddress(Call call, Form form) {
        passwords.requestReset(call.actor(), form.text("email"));
    }

    private void submitPassword(Call call, Form form) {
        String password = form.text("password");
        if (!password.equals(form.text("again"))) {
            String detail = "The two passwords are not the same; type both again.";
            throw RequestRefusal.INVALID
                    .because(detail)
                    .withErrors(List.of(new FieldError("/again", "passwords-differ", detail)));
        }
        passwords.reset(call.actor(), form.text("token"), password);
    }
}
