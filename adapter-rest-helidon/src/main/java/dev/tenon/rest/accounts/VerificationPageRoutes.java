package dev.tenon.rest.accounts;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.accounts.Accounts;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.HtmlPage;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;

/**
 * The page behind a verification link. Reading it spends nothing and looks nothing up, so that a mail scanner that opens
 * every link does no harm; its button spends the token.
 */
final class VerificationPageRoutes {

    private static final String PATH = "/verify-email";

    private final Accounts accounts;

    VerificationPageRoutes(Accounts accounts) {
        this.accounts = accounts;
    }

    void routing(RouteTable routes) {
        routes.add(get(PATH, ANYBODY, this::show).answering(HtmlPage.MEDIA_TYPE).query("token"));
        routes.add(
                post(PATH, ANYBODY, this::submit).answering(HtmlPage.MEDIA_TYPE).taking(Takes.FORM));
    }

    private Answer show(Call call) {
        String token = call.query().text("token");
        if (token == null) {
            return HtmlPage.of(
                    200,
                    "This link is incomplete",
                    "<p>Open the link in the mail as a whole: it ends in <code>?token=</code> and a token.</p>");
        }
        return HtmlPage.of(200, "Verify your e-mail address", """
                <p>Press the button to verify the address that this link was sent to.</p>
                <form method="post" action="%s">
                <input type="hidden" name="token" value="%s">
                <button>Verify the address</button>
                </form>""".formatted(
                        HtmlPage.escaped(call.location(PATH)), HtmlPage.escaped(token)));
    }

    private Answer submit(Call call) {
        try {
            String token = call.form("token").text("token");
            accounts.verifyEmail(call.actor(), token == null ? "" : token);
        } catch (Refusal refusal) {
            if (refusal.kind() != Kind.GONE && refusal.kind() != Kind.INVALID) {
                throw refusal;
            }
            return HtmlPage.of(410, "This link is no longer valid", """
                    <p>Links work once and for a limited time. If you pressed the button before, the address is verified
                    already: sign in. Otherwise ask for a new link.</p>""");
        }
        return HtmlPage.of(200, "The address is verified", "<p>You can sign in now, and close this page.</p>");
    }
}
