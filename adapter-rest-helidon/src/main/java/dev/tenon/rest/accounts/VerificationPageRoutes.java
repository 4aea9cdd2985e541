package dev.tenon.rest.accounts;

import dev.tenon.ports.accounts.Accounts;
import dev.tenon.rest.http.FormPage;
import dev.tenon.rest.http.FormPage.Words;
import dev.tenon.rest.http.RouteTable;

/** The page behind a verification link. */
final class VerificationPageRoutes {

    private static final Words WORDS = new Words(
            "Verify your e-mail address",
            "Press the button to verify the address that this link was sent to.",
            "Verify the address",
            "The address is verified",
            "You can sign in now, and close this page.",
            "Links work once and for a limited time. If you pressed the button before, the address is verified already:"
                    + " sign in. Otherwise ask for a new link.",
            "");

    private final Accounts accounts;

    VerificationPageRoutes(Accounts accounts) {
        this.accounts = accounts;
    }

    void routing(RouteTable routes) {
        FormPage.behindLink(
                        "/verify-email", WORDS, (call, form) -> accounts.verifyEmail(call.actor(), form.text("token")))
                .routing(routes);
    }
}
