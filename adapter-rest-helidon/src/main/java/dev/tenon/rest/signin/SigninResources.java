package dev.tenon.rest.signin;

import dev.tenon.ports.Tenon;
import dev.tenon.rest.http.RouteTable;

/** The routes of signing in. */
public final class SigninResources {

    private SigninResources() {}

    /** Adds them. */
    public static void mount(RouteTable routes, Tenon tenon) {
        new SessionRoutes(tenon.sessions()).routing(routes);
        new LoginMethodRoutes(tenon.loginMethods()).routing(routes);
        new UserSessionRoutes(tenon.sessions()).routing(routes);
        new PasswordRoutes(tenon.passwords()).routing(routes);
        new EmailChangeRoutes(tenon.emailChanges()).routing(routes);
        new SocialRoutes(tenon.socialLogins()).routing(routes);
        new PasskeyRoutes(tenon.passkeys()).routing(routes);
        new LoginHistoryRoutes(tenon.loginHistory()).routing(routes);
        new SecondFactorRoutes(tenon.secondFactors()).routing(routes);
        new SignInPage(tenon.sessions()).routing(routes);
        new SecondFactorPage(tenon.secondFactors()).routing(routes);
    }
}
