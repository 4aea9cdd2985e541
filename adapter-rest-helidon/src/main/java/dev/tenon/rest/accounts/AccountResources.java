package dev.tenon.rest.accounts;

import dev.tenon.ports.Tenon;
import dev.tenon.rest.http.RouteTable;

/** The routes of accounts. */
public final class AccountResources {

    private AccountResources() {}

    /** Adds them. */
    public static void mount(RouteTable routes, Tenon tenon) {
        new RegistrationRoutes(tenon.accounts()).routing(routes);
        new RegistrationPageRoutes(tenon.accounts()).routing(routes);
        new VerificationPageRoutes(tenon.accounts()).routing(routes);
        new MeRoutes(tenon.accounts()).routing(routes);
        new PersonalDataRoutes(tenon.personalData()).routing(routes);
        new UserRoutes(tenon.accounts()).routing(routes);
        new SettingRoutes(tenon.settings()).routing(routes);
    }
}
