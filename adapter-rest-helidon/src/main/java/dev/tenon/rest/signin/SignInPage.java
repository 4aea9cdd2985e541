package dev.tenon.rest.signin;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.ports.signin.OwnPath;
import dev.tenon.ports.signin.Sessions;
import dev.tenon.ports.signin.SignInRefusal;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Form;
import dev.tenon.rest.http.HtmlPage;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;
import org.jspecify.annotations.Nullable;

/**
 * Where a browser signs in with a password, for pages behind links that need to know who is there. The token goes into the
 * cookie, and the browser on to where it wanted. Only the page's own form is taken: otherwise another site could sign its
 * visitors in as somebody else.
 */
final class SignInPage {

    private static final String PATH = "/sign-in";
    private static final String NO_TROUBLE = "";

    private final Sessions sessions;

    SignInPage(Sessions sessions) {
        this.sessions = sessions;
    }

    void routing(RouteTable routes) {
        routes.add(get(PATH, ANYBODY, this::show)
                .query("redirectTo")
                .answering(HtmlPage.MEDIA_TYPE)
                .forBrowsers());
        routes.add(post(PATH, ANYBODY, this::submit)
                .answering(HtmlPage.MEDIA_TYPE)
                .taking(Takes.FORM)
                .login()
                .forBrowsers());
    }

    private Answer show(Call call) {
        return form(call, 200, path(call.query().text("redirectTo")), NO_TROUBLE);
    }

    private Answer submit(Call call) {
        call.requireOwnOrigin();
        Form form = call.form("email", "password", "redirectTo");
        String path = path(form.text("redirectTo"));
        OpenedSession opened;
        try {
            opened = sessions.open(call.actor(), new Credentials(form.text("email"), form.text("password")));
        } catch (Refusal refusal) {
            return refused(call, path, refusal);
        }
        return SignedInPage.holding(opened, path);
    }

    private static Answer refused(Call call, @Nullable String path, Refusal refusal) {
        if (refusal.code() == SignInRefusal.SECOND_FACTOR_REQUIRED) {
            return SecondFactorPage.asking(call, refusal, path);
        }
        if (refusal.kind() == Kind.FORBIDDEN || refusal.kind() == Kind.UNAUTHENTICATED) {
            return form(
                    call,
                    422,
                    path,
                    refusal.code().title() + ". " + refusal.code().remedy());
        }
        throw refusal;
    }

    private static @Nullable String path(@Nullable String wanted) {
        return wanted == null ? null : OwnPath.parse(wanted).map(OwnPath::value).orElse(null);
    }

    private static Answer form(Call call, int status, @Nullable String redirectTo, String trouble) {
        String alert = trouble.isEmpty() ? "" : "<p role=\"alert\">" + HtmlPage.escaped(trouble) + "</p>\n";
        String onwards = redirectTo == null
                ? ""
                : "<input type=\"hidden\" name=\"redirectTo\" value=\"" + HtmlPage.escaped(redirectTo) + "\">\n";
        return HtmlPage.withForm(status, "Sign in", """
                %s<form method="post" action="%s">
                %s<p><label>E-mail address<br>
                <input name="email" type="email" autocomplete="username" required></label></p>
                <p><label>Password<br>
                <input name="password" type="password" autocomplete="current-password" required></label></p>
                <button>Sign in</button>
                </form>
                <p><a href="%s">Forgot your password?</a> <a href="%s">No account yet?</a></p>
                """.formatted(
                        alert,
                        HtmlPage.escaped(call.location(PATH)),
                        onwards,
                        HtmlPage.escaped(call.location("/forgot-password")),
                        HtmlPage.escaped(call.location("/register"))));
    }
}
