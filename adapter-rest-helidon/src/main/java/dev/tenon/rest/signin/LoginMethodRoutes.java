package dev.tenon.rest.signin;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.patch;

import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.signin.LoginMethod;
import dev.tenon.ports.signin.LoginMethods;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;

/** The ways of signing in. */
final class LoginMethodRoutes {

    private static final String[] READ_ONLY = {"methodName", "description", "isConfigured", "revision"};

    private final LoginMethods methods;

    LoginMethodRoutes(LoginMethods methods) {
        this.methods = methods;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/login-methods", ANYBODY, this::list));
        routes.add(patch("/v1/login-methods/{name}", SIGNED_IN, this::update));
    }

    private Answer list(Call call) {
        return call.all(methods.list(call.actor()), LoginMethodResponse::from);
    }

    private Answer update(Call call) {
        Expected expected = call.ifMatch();
        Fields fields = call.fields();
        boolean enabled = fields.requiredFlag("isEnabled");
        fields.close(READ_ONLY);
        LoginMethod method = methods.setEnabled(call.actor(), call.path("name"), enabled, expected);
        return Answer.json(200, LoginMethodResponse.from(method)).withRevision(method.revision());
    }
}
