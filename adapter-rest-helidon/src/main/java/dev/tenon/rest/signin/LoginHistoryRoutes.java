package dev.tenon.rest.signin;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;

import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.LoginAttempt.Outcome;
import dev.tenon.ports.signin.LoginAttemptFilter;
import dev.tenon.ports.signin.LoginHistory;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.RouteTable;

/** Who tried to sign in, and how it ended. */
final class LoginHistoryRoutes {

    private final LoginHistory history;

    LoginHistoryRoutes(LoginHistory history) {
        this.history = history;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/me/logins", SIGNED_IN, this::mine).query("limit", "cursor"));
        routes.add(get("/v1/users/{id}/logins", SIGNED_IN, this::of).query("limit", "cursor"));
        routes.add(get("/v1/login-history", SIGNED_IN, this::all).query("outcome", "limit", "cursor"));
    }

    private Answer mine(Call call) {
        return call.page(page -> history.mine(call.actor(), page), LoginAttemptResponse::from);
    }

    private Answer of(Call call) {
        UserId userId = Ids.person(call);
        return call.page(page -> history.of(call.actor(), userId, page), LoginAttemptResponse::from);
    }

    private Answer all(Call call) {
        LoginAttemptFilter filter = new LoginAttemptFilter(call.query().word("outcome", Outcome.class));
        return call.page(page -> history.all(call.actor(), filter, page), LoginAttemptResponse::from);
    }
}
