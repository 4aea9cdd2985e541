package dev.tenon.rest.signin;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.SocialLoginId;
import dev.tenon.ports.signin.SignInRefusal;
import dev.tenon.ports.signin.SocialLogins;
import dev.tenon.ports.signin.SocialLogins.Begun;
import dev.tenon.ports.signin.SocialLogins.Finished;
import dev.tenon.ports.signin.SocialLogins.Returned;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.BrowserBinding;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.HtmlPage;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;

/** Signing in with an account elsewhere, and linking such accounts. */
final class SocialRoutes {

    private final SocialLogins socialLogins;

    SocialRoutes(SocialLogins socialLogins) {
        this.socialLogins = socialLogins;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/social/{method}/start", ANYBODY, this::start)
                .answering(null)
                .query("redirectTo")
                .login()
                .forBrowsers());
        routes.add(get("/v1/social/{method}/callback", ANYBODY, this::callback)
                .answering(null)
                .query("state", "code", "iss", "error")
                .ignoringOtherParameters()
                .login()
                .forBrowsers());
        routes.add(get("/v1/me/social-logins", SIGNED_IN, this::list));
        routes.add(delete("/v1/me/social-logins/{id}", SIGNED_IN, this::unlink)
                .taking(Takes.JSON)
                .login());
        routes.add(post("/v1/me/social-logins/{method}/links", SIGNED_IN, this::startLink));
    }

    private Answer start(Call call) {
        Begun begun = socialLogins.start(
                call.actor(), call.path("method"), call.query().text("redirectTo"));
        Answer onwards =
                Answer.empty(302).with("Location", begun.authorizationUrl().toString());
        return BrowserBinding.keep(onwards, begun.binding());
    }

    private Answer startLink(Call call) {
        Fields fields = call.fields();
        String redirectTo = fields.optionalText("redirectTo");
        String password = fields.optionalText("password");
        fields.close();
        return call.once(
                Begun.class,
                actor -> socialLogins.startLink(actor, call.path("method"), redirectTo, password),
                begun -> BrowserBinding.keep(
                        Answer.json(
                                200,
                                new SocialStartResponse(begun.authorizationUrl().toString())),
                        begun.binding()));
    }

    private Answer callback(Call call) {
        Returned returned = new Returned(
                call.query().text("state"),
                call.browserBinding(),
                call.query().text("code"),
                call.query().text("iss"),
                call.query().text("error"));
        if (!call.prefers(HtmlPage.MEDIA_TYPE)) {
            return json(call, socialLogins.finish(call.actor(), call.path("method"), returned));
        }
        try {
            return browser(socialLogins.finish(call.actor(), call.path("method"), returned));
        } catch (Refusal refusal) {
            if (refusal.code() == SignInRefusal.SECOND_FACTOR_REQUIRED) {
                return SecondFactorPage.asking(call, refusal);
            }
            throw refusal;
        }
    }

    /** For programs: the token in the body. */
    private static Answer json(Call call, Finished finished) {
        return switch (finished) {
            case Finished.SignedIn signedIn ->
                OpenedSessionResponse.answer(
                        call, signedIn.session(), signedIn.session().session().id());
            case Finished.Linked linked -> Answer.json(200, SocialLoginResponse.from(linked.login()));
        };
    }

    /** For people: the token in a cookie, and on to where they wanted. */
    private static Answer browser(Finished finished) {
        return switch (finished) {
            case Finished.SignedIn signedIn -> SignedInPage.holding(signedIn.session(), signedIn.redirectTo());
            case Finished.Linked linked ->
                SignedInPage.onwards(
                        linked.redirectTo(),
                        "The account is linked",
                        "You can sign in with it from now on. You can close this page.");
        };
    }

    private Answer list(Call call) {
        return call.all(socialLogins.list(call.actor()), SocialLoginResponse::from);
    }

    private Answer unlink(Call call) {
        Fields fields = call.fields();
        String password = fields.nullableText("password");
        fields.close();
        socialLogins.unlink(
                call.actor(), Ids.parse(call.path("id"), SocialLoginId::parse, SocialLoginId::new), password);
        return Answer.empty(204);
    }
}
