package dev.tenon.rest.accounts;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.patch;

import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.Accounts;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.signin.Authenticated;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.RouteTable;

/** The caller's own account. */
final class MeRoutes {

    private final Accounts accounts;

    MeRoutes(Accounts accounts) {
        this.accounts = accounts;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/me", SIGNED_IN, this::show));
        routes.add(patch("/v1/me", SIGNED_IN, this::update));
    }

    /** The account of a session was read together with it: no second statement. */
    private Answer show(Call call) {
        Authenticated signedIn = call.signedIn();
        return signedIn == null
                ? MeResponse.answer(accounts.get(call.actor(), call.me()), null)
                : MeResponse.answer(signedIn.account(), signedIn);
    }

    private Answer update(Call call) {
        Expected expected = call.ifMatch();
        AccountPatch patch = UserPatchRequest.readOwn(call.fields());
        return MeResponse.answer(accounts.update(call.actor(), call.me(), patch, expected), call.signedIn());
    }
}
