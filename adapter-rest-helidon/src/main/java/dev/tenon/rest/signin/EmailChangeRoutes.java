package dev.tenon.rest.signin;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.signin.EmailChanges;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.FormPage;
import dev.tenon.rest.http.FormPage.Words;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import java.util.function.BiFunction;

/** Changing the address of an account, and the pages behind the links for it. */
final class EmailChangeRoutes {

    private static final Words CONFIRM = new Words(
            "Confirm your new e-mail address",
            "Press the button to use the address that this link was sent to for your account.",
            "Use this address",
            "The address is changed",
            "Sign in with it from now on. You can close this page.",
            "Links work once and for 24 hours. If you pressed the button before, the address is changed already: sign in"
                    + " with it. Otherwise sign in with the old address and ask again.",
            "There is another account with this address by now. Nothing was changed: sign in with your old address, and"
                    + " choose another one.");
    private static final Words UNDO = new Words(
            "Take your account back",
            "Press the button if it was not you who changed the e-mail address of your account. The old address is used"
                    + " again, every session ends, and the password no longer works: you get a link to choose a new one.",
            "Undo the change",
            "The change is undone",
            "Read your mail: a link to choose a new password is on its way to your address. You can close this page.",
            "Links work once and for 72 hours. If you pressed the button before, the change is undone already: read your"
                    + " mail. Otherwise ask those who run this service.",
            "There is another account with your old address by now. Nothing was changed: ask those who run this service to"
                    + " help you.");

    private final EmailChanges changes;

    EmailChangeRoutes(EmailChanges changes) {
        this.changes = changes;
    }

    void routing(RouteTable routes) {
        routes.add(post("/v1/me/email-changes", SIGNED_IN, this::ask)
                .answering(null)
                .login());
        routes.add(post("/v1/email-change-confirmations", ANYBODY, call -> spend(call, changes::confirm))
                .login());
        routes.add(post("/v1/email-change-undos", ANYBODY, call -> spend(call, changes::undo))
                .login());
        FormPage.behindLink(
                        "/confirm-email-change",
                        CONFIRM,
                        (call, form) -> changes.confirm(call.actor(), form.text("token")))
                .routing(routes);
        FormPage.behindLink("/undo-email-change", UNDO, (call, form) -> changes.undo(call.actor(), form.text("token")))
                .routing(routes);
    }

    private Answer ask(Call call) {
        Fields fields = call.fields();
        String email = fields.text("email");
        String password = fields.nullableText("password");
        fields.close();
        return call.once(actor -> changes.request(actor, email, password), Answer.empty(202));
    }

    private static Answer spend(Call call, BiFunction<Actor, String, Account> use) {
        Fields fields = call.fields();
        String token = fields.text("token");
        fields.close();
        return call.once(
                Account.class,
                actor -> use.apply(actor, token),
                account -> Answer.json(200, EmailChangeResponse.from(account)));
    }
}
