package dev.tenon.rest.organizations;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.Caller.VISITOR;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.organizations.Invitation;
import dev.tenon.ports.organizations.Invitations;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.FormPage;
import dev.tenon.rest.http.FormPage.Words;
import dev.tenon.rest.http.HtmlPage;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The pages behind an invitation's link. Reading them spends nothing and looks nothing up. Accepting needs to know who is there:
 * whoever is not signed in with this browser is offered to sign in or to register, and comes back with the same link.
 */
final class InvitationPageRoutes {

    private static final String ACCEPT = "/accept-invitation";
    private static final String DECLINE = "/decline-invitation";
    private static final String GONE =
            "The invitation was answered, sent again or taken back, or its time is over. Use the"
                    + " newest mail, or ask whoever invited you to send it again.";

    private static final Words DECLINING = new Words(
            "Decline the invitation",
            "Press the button to say no. Whoever invited you is told.",
            "Decline",
            "The invitation is declined",
            "You can close this page.",
            GONE,
            "");

    private final Invitations invitations;

    InvitationPageRoutes(Invitations invitations) {
        this.invitations = invitations;
    }

    void routing(RouteTable routes) {
        routes.add(get(ACCEPT, ANYBODY, this::show)
                .query("token")
                .answering(HtmlPage.MEDIA_TYPE)
                .forBrowsers());
        routes.add(post(ACCEPT, VISITOR, this::accept)
                .answering(HtmlPage.MEDIA_TYPE)
                .taking(Takes.FORM)
                .login()
                .forBrowsers());
        FormPage.behindLink(DECLINE, DECLINING, (call, form) -> invitations.decline(call.actor(), form.text("token")))
                .routing(routes);
    }

    private Answer show(Call call) {
        @Nullable String token = call.query().text("token");
        if (token == null) {
            return HtmlPage.withForm(
                    200,
                    "This link is incomplete",
                    "<p>Open the link in the mail as a whole: it ends in <code>?token=</code> and a token.</p>");
        }
        return HtmlPage.withForm(200, "Accept the invitation", """
                <p>You are invited to join an organization. Press the button to join it with the account that you are signed
                in to; its address has to be the one that this link was sent to.</p>
                <form method="post" action="%s">
                <input type="hidden" name="token" value="%s">
                <button>Accept</button>
                </form>
                <p><a href="%s">Decline</a></p>
                """.formatted(
                        HtmlPage.escaped(call.location(ACCEPT)),
                        HtmlPage.escaped(token),
                        HtmlPage.escaped(link(call, DECLINE, "token", token))));
    }

    private Answer accept(Call call) {
        String token = call.form("token").text("token");
        if (call.actor().type() == Actor.Type.ANONYMOUS) {
            return signInFirst(call, token);
        }
        Invitation accepted;
        try {
            accepted = invitations.accept(call.actor(), token);
        } catch (Refusal refusal) {
            return refused(refusal);
        }
        return HtmlPage.of(
                200,
                "You have joined",
                "<p>You belong to " + HtmlPage.escaped(accepted.organizationName())
                        + " now. You can close this page.</p>");
    }

    private static Answer signInFirst(Call call, String token) {
        String back = call.location(ACCEPT) + "?token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
        return HtmlPage.of(401, "Sign in first", """
                        <p>To accept, <a href="%s">sign in</a> with the account of the address that the invitation was sent to. If you
                        have none yet, <a href="%s">register</a> with that address, verify it, and open the link of the invitation
                        again.</p>
                        """.formatted(
                                HtmlPage.escaped(link(call, "/sign-in", "redirectTo", back)),
                                HtmlPage.escaped(call.location("/register"))))
                .with("WWW-Authenticate", "Bearer");
    }

    private static Answer refused(Refusal refusal) {
        if (refusal.kind() == Kind.GONE) {
            return HtmlPage.of(410, "This link is no longer valid", "<p>" + HtmlPage.escaped(GONE) + "</p>");
        }
        if (refusal.kind() == Kind.CONFLICT || refusal.kind() == Kind.LIMIT_REACHED) {
            return HtmlPage.of(
                    409,
                    refusal.code().title(),
                    "<p>Nothing was changed, and the invitation is still open. "
                            + HtmlPage.escaped(refusal.code().remedy()) + "</p>");
        }
        throw refusal;
    }

    private static String link(Call call, String page, String parameter, String value) {
        return call.location(page) + "?" + parameter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
