package dev.tenon.rest.accounts;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.Accounts;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;

/** Getting an account and proving to read its mailbox. */
final class RegistrationRoutes {

    private final Accounts accounts;

    RegistrationRoutes(Accounts accounts) {
        this.accounts = accounts;
    }

    void routing(RouteTable routes) {
        routes.add(post("/v1/registrations", ANYBODY, this::register)
                .answering(null)
                .login());
        routes.add(post("/v1/email-verifications", ANYBODY, this::verify).login());
        routes.add(post("/v1/email-verification-requests", ANYBODY, this::ask)
                .answering(null)
                .login());
    }

    private Answer register(Call call) {
        Registration registration = RegistrationRequest.read(call.fields());
        return call.once(actor -> accounts.signUp(actor, registration), Answer.empty(202));
    }

    private Answer verify(Call call) {
        Fields fields = call.fields();
        String token = fields.text("token");
        fields.close();
        return call.once(
                Account.class,
                actor -> accounts.verifyEmail(actor, token),
                account -> Answer.json(200, EmailVerificationResponse.from(account)));
    }

    private Answer ask(Call call) {
        Fields fields = call.fields();
        String email = fields.text("email");
        fields.close();
        return call.once(actor -> accounts.requestEmailVerification(actor, email), Answer.empty(202));
    }
}
