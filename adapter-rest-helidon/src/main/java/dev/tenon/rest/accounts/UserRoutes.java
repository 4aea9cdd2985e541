package dev.tenon.rest.accounts;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.patch;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountFilter;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.Accounts;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.RouteTable;

/** Everybody's accounts. */
final class UserRoutes {

    private final Accounts accounts;

    UserRoutes(Accounts accounts) {
        this.accounts = accounts;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/users", SIGNED_IN, this::list)
                .query("q", "status", "role", "inactiveSince", "limit", "cursor"));
        routes.add(post("/v1/users", SIGNED_IN, this::create));
        routes.add(get("/v1/users/{id}", SIGNED_IN, this::show));
        routes.add(patch("/v1/users/{id}", SIGNED_IN, this::update));
    }

    private Answer list(Call call) {
        AccountFilter filter = new AccountFilter(
                call.query().text("q"),
                call.query().word("status", AccountStatus.class),
                call.query().text("role"),
                call.query().instant("inactiveSince"));
        return call.page(page -> accounts.list(call.actor(), filter, page), UserResponse::from);
    }

    private Answer create(Call call) {
        Registration registration = NewUserRequest.read(call.fields());
        return call.once(
                Account.class,
                actor -> accounts.register(actor, registration),
                account ->
                        UserResponse.answer(201, account).with("Location", call.location("/v1/users/" + account.id())));
    }

    private Answer show(Call call) {
        return UserResponse.answer(200, accounts.get(call.actor(), Ids.person(call)));
    }

    private Answer update(Call call) {
        Expected expected = call.ifMatch();
        AccountPatch patch = UserPatchRequest.read(call.fields());
        return UserResponse.answer(200, accounts.update(call.actor(), Ids.person(call), patch, expected));
    }
}
