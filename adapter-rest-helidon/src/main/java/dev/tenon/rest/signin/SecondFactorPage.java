package dev.tenon.rest.signin;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.ports.signin.OwnPath;
import dev.tenon.ports.signin.SecondFactorProof;
import dev.tenon.ports.signin.SecondFactorProof.AppCode;
import dev.tenon.ports.signin.SecondFactorProof.RecoveryCode;
import dev.tenon.ports.signin.SecondFactors;
import dev.tenon.ports.signin.SignInRefusal;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.ChallengeCookie;
import dev.tenon.rest.http.Form;
import dev.tenon.rest.http.HtmlPage;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a sign-in in a browser shows its second factor: a form for a code of the app or a recovery code, without scripts. The
 * sign-in that waits is in a cookie, and works in this browser alone.
 */
final class SecondFactorPage {

    private static final String PATH = "/second-factor";
    private static final Pattern OF_THE_APP = Pattern.compile("\\d{6}");
    private static final String NO_FACTOR = "";

    private final SecondFactors factors;

    SecondFactorPage(SecondFactors factors) {
        this.factors = factors;
    }

    void routing(RouteTable routes) {
        routes.add(get(PATH, ANYBODY, call -> form(call, 200, null, NO_FACTOR))
                .answering(HtmlPage.MEDIA_TYPE)
                .forBrowsers());
        routes.add(post(PATH, ANYBODY, this::submit)
                .answering(HtmlPage.MEDIA_TYPE)
                .taking(Takes.FORM)
                .login()
                .forBrowsers());
    }

    /** The form, in answer to a sign-in that was refused for want of a second factor. */
    static Answer asking(Call call, Refusal refusal) {
        Object redirectTo = refusal.members().get("redirectTo");
        return asking(call, refusal, redirectTo instanceof String path ? path : null);
    }

    /** The same, and on to this path afterwards. */
    static Answer asking(Call call, Refusal refusal, @Nullable String redirectTo) {
        return form(call, 401, redirectTo, NO_FACTOR)
                .with("WWW-Authenticate", "Bearer")
                .with(
                        "Set-Cookie",
                        ChallengeCookie.holding(String.valueOf(refusal.members().get("challenge"))));
    }

    private Answer submit(Call call) {
        Form form = call.form("code", "redirectTo");
        String path = OwnPath.parse(form.text("redirectTo")).map(OwnPath::value).orElse(null);
        String challenge = call.challenge();
        if (challenge == null) {
            throw SignInRefusal.CHALLENGE_GONE.refusal();
        }
        OpenedSession opened;
        try {
            opened = factors.open(call.actor(), challenge, proof(form.text("code")));
        } catch (Refusal refusal) {
            if (refusal.code() == SignInRefusal.SECOND_FACTOR_WRONG) {
                return form(
                        call,
                        422,
                        path,
                        refusal.code().title() + ". " + refusal.code().remedy());
            }
            throw refusal;
        }
        return SignedInPage.holding(opened, path);
    }

    /** Six digits are of the app, however they are spaced; anything else is meant as a recovery code. */
    private static SecondFactorProof proof(String typed) {
        String code = typed.replace(" ", "");
        return OF_THE_APP.matcher(code).matches() ? new AppCode(code) : new RecoveryCode(typed.strip());
    }

    private static Answer form(Call call, int status, @Nullable String redirectTo, String trouble) {
        String alert = trouble.isEmpty() ? "" : "<p role=\"alert\">" + HtmlPage.escaped(trouble) + "</p>\n";
        String onwards = redirectTo == null
                ? ""
                : "<input type=\"hidden\" name=\"redirectTo\" value=\"" + HtmlPage.escaped(redirectTo) + "\">\n";
        return HtmlPage.of(
                status, "One more step", """
                <p>Type the code that your authenticator app shows now, or one of your recovery codes.</p>
                %s<form method="post" action="%s">
                %s<p><label>Code<br>
                <input name="code" type="text" autocomplete="one-time-code" required autofocus></label></p>
                <button>Sign in</button>
                </form>""".formatted(alert, HtmlPage.escaped(call.location(PATH)), onwards));
    }
}
