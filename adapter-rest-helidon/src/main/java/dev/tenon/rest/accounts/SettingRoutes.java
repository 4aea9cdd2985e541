package dev.tenon.rest.accounts;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.put;

import dev.tenon.ports.accounts.Setting;
import dev.tenon.ports.accounts.Settings;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;

/** The caller's settings. The body of one is the value itself, both ways. */
final class SettingRoutes {

    private final Settings settings;

    SettingRoutes(Settings settings) {
        this.settings = settings;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/me/settings", SIGNED_IN, this::list));
        routes.add(get("/v1/me/settings/{key}", SIGNED_IN, this::show));
        routes.add(put("/v1/me/settings/{key}", SIGNED_IN, this::set)
                .taking(Takes.JSON)
                .answering(Answer.JSON));
        routes.add(delete("/v1/me/settings/{key}", SIGNED_IN, this::forget));
    }

    private Answer list(Call call) {
        return call.all(settings.list(call.actor(), call.me()), SettingResponse::from);
    }

    private Answer show(Call call) {
        return answer(200, settings.get(call.actor(), call.me(), call.path("key")));
    }

    private Answer set(Call call) {
        Expected expected = call.ifMatchOrAny();
        JsonText value = call.value();
        Setting setting = settings.put(call.actor(), call.me(), call.path("key"), value, expected);
        return answer(setting.isNew() ? 201 : 200, setting);
    }

    private Answer forget(Call call) {
        settings.delete(call.actor(), call.me(), call.path("key"), call.ifMatchOrAny());
        return Answer.empty(204);
    }

    private static Answer answer(int status, Setting setting) {
        return Answer.json(status, setting.value()).withRevision(setting.revision());
    }
}
