package dev.tenon.rest.notifications;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.notifications.Emails;
import dev.tenon.ports.notifications.NotificationTopic;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.HtmlPage;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Switching mails off by the link in them. The link shows a button; the button, and a mail program whose user presses its own
 * one (RFC 8058), send a POST to the very same address. Reading the page switches nothing off, so that mail scanners do not.
 */
final class UnsubscribeRoutes {

    private static final String PAGE = "/unsubscribe";
    private static final String TOKEN = "token";

    private final Emails emails;

    UnsubscribeRoutes(Emails emails) {
        this.emails = emails;
    }

    /** What is off now. */
    record UnsubscriptionResponse(@Nullable String topic) {}

    void routing(RouteTable routes) {
        routes.add(post("/v1/email-unsubscriptions", ANYBODY, this::unsubscribe).login());
        routes.add(get(PAGE, ANYBODY, this::show)
                .answering(HtmlPage.MEDIA_TYPE)
                .query(TOKEN)
                .forBrowsers());
        routes.add(post(PAGE, ANYBODY, this::submit)
                .answering(HtmlPage.MEDIA_TYPE)
                .taking(Takes.ONE_CLICK)
                .query(TOKEN)
                .login()
                .forBrowsers());
    }

    private Answer unsubscribe(Call call) {
        Fields fields = call.fields();
        String token = fields.text(TOKEN);
        fields.close();
        return call.once(
                UnsubscriptionResponse.class,
                actor -> new UnsubscriptionResponse(emails.unsubscribe(actor, token)
                        .map(NotificationTopic::value)
                        .orElse(null)),
                off -> Answer.json(200, off));
    }

    private Answer show(Call call) {
        String token = call.query().text(TOKEN);
        if (token == null) {
            return HtmlPage.of(
                    200,
                    "This link is incomplete",
                    "<p>Open the link in the mail as a whole: it ends in <code>?token=</code> and a token.</p>");
        }
        return HtmlPage.of(200, "Switch these mails off", """
                <p>Press the button to get no more mails like the one that this link stood in. What is about the security of your
                account still comes, and you can switch the others on again in your settings.</p>
                <form method="post" action="%s">
                <input type="hidden" name="List-Unsubscribe" value="One-Click">
                <button>Switch them off</button>
                </form>""".formatted(
                        HtmlPage.escaped(call.location(PAGE) + "?token=" + token)));
    }

    private Answer submit(Call call) {
        String token = call.query().text(TOKEN);
        try {
            emails.unsubscribe(call.actor(), token == null ? "" : token);
        } catch (Refusal refusal) {
            if (refusal.kind() != Kind.GONE) {
                throw refusal;
            }
            return HtmlPage.of(
                    410,
                    "This link is no longer valid",
                    "<p>Sign in and switch the mails off in your settings; or use the link in the last of them.</p>");
        }
        return HtmlPage.of(200, "These mails are off", "<p>You get no more of them. You can close this page.</p>");
    }
}
