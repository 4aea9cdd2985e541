package dev.tenon.rest.signin;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.patch;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.PasskeyId;
import dev.tenon.ports.signin.Passkey;
import dev.tenon.ports.signin.PasskeyAnswer;
import dev.tenon.ports.signin.Passkeys;
import dev.tenon.ports.signin.Passkeys.Begun;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import java.time.Instant;

/** Passkeys: making them, looking after them, signing in with them. */
final class PasskeyRoutes {

    private static final String[] READ_ONLY = {"id", "site", "createdAt", "lastUsedAt", "revision"};

    private final Passkeys passkeys;

    PasskeyRoutes(Passkeys passkeys) {
        this.passkeys = passkeys;
    }

    void routing(RouteTable routes) {
        routes.add(post("/v1/passkey-sign-ins", ANYBODY, this::startSignIn).login());
        routes.add(post("/v1/sessions/passkey", ANYBODY, this::open).login());
        routes.add(post("/v1/me/passkeys/registrations", SIGNED_IN, this::startRegistration)
                .login());
        routes.add(post("/v1/me/passkeys", SIGNED_IN, this::register));
        routes.add(get("/v1/me/passkeys", SIGNED_IN, this::list));
        routes.add(get("/v1/me/passkeys/{id}", SIGNED_IN, this::show));
        routes.add(patch("/v1/me/passkeys/{id}", SIGNED_IN, this::rename));
        routes.add(delete("/v1/me/passkeys/{id}", SIGNED_IN, this::remove)
                .taking(Takes.JSON)
                .login());
        routes.add(get("/v1/users/{id}/passkeys", SIGNED_IN, this::listOf));
        routes.add(delete("/v1/users/{id}/passkeys/{passkeyId}", SIGNED_IN, this::removeOf));
    }

    /** What the browser goes on with. */
    record BegunResponse(String ceremony, JsonText options, Instant expiresAt) {

        static Answer answer(Begun begun) {
            return Answer.json(201, new BegunResponse(begun.ceremony(), begun.options(), begun.expiresAt()));
        }
    }

    private Answer startSignIn(Call call) {
        call.fields().close();
        return call.once(Begun.class, passkeys::startSignIn, BegunResponse::answer);
    }

    private Answer open(Call call) {
        Fields fields = call.fields();
        PasskeyAnswer answer = answer(fields);
        return OpenedSessionResponse.open(call, fields, actor -> passkeys.open(actor, answer));
    }

    private Answer startRegistration(Call call) {
        Fields fields = call.fields();
        String password = fields.nullableText("password");
        fields.close();
        return call.once(Begun.class, actor -> passkeys.startRegistration(actor, password), BegunResponse::answer);
    }

    private Answer register(Call call) {
        Fields fields = call.fields();
        PasskeyAnswer answer = answer(fields);
        String name = fields.text("name");
        fields.close();
        return call.once(
                Passkey.class,
                actor -> passkeys.register(actor, answer, name),
                passkey -> Answer.json(201, PasskeyResponse.from(passkey))
                        .with("Location", call.location("/v1/me/passkeys/" + passkey.id()))
                        .withRevision(passkey.revision()));
    }

    private Answer list(Call call) {
        return call.all(passkeys.list(call.actor()), PasskeyResponse::from);
    }

    private Answer show(Call call) {
        return one(passkeys.get(call.actor(), id(call, "id")));
    }

    private Answer rename(Call call) {
        Expected expected = call.ifMatch();
        Fields fields = call.fields();
        String name = fields.text("name");
        fields.close(READ_ONLY);
        return one(passkeys.rename(call.actor(), id(call, "id"), name, expected));
    }

    private Answer remove(Call call) {
        Fields fields = call.fields();
        String password = fields.nullableText("password");
        fields.close();
        passkeys.remove(call.actor(), id(call, "id"), password);
        return Answer.empty(204);
    }

    private Answer listOf(Call call) {
        return call.all(passkeys.listOf(call.actor(), Ids.person(call)), PasskeyResponse::from);
    }

    private Answer removeOf(Call call) {
        passkeys.removeOf(call.actor(), Ids.person(call), id(call, "passkeyId"));
        return Answer.empty(204);
    }

    private static Answer one(Passkey passkey) {
        return Answer.json(200, PasskeyResponse.from(passkey)).withRevision(passkey.revision());
    }

    private static PasskeyAnswer answer(Fields fields) {
        return new PasskeyAnswer(fields.text("ceremony"), fields.object("credential"));
    }

    private static PasskeyId id(Call call, String name) {
        return Ids.parse(call.path(name), PasskeyId::parse, PasskeyId::new);
    }
}
