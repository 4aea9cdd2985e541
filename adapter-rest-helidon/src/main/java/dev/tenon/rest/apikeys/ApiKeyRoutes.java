package dev.tenon.rest.apikeys;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.patch;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.apikeys.ApiKey;
import dev.tenon.ports.apikeys.ApiKeyFilter;
import dev.tenon.ports.apikeys.ApiKeyFilter.Status;
import dev.tenon.ports.apikeys.ApiKeyRefusal;
import dev.tenon.ports.apikeys.ApiKeys;
import dev.tenon.ports.apikeys.IssuedKey;
import dev.tenon.ports.apikeys.NewApiKey;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Query;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import java.time.Duration;
import java.util.stream.Stream;

/** Keys for programs. {@code current} is the one that the request came with. */
final class ApiKeyRoutes {

    static final String[] READ_ONLY = {
        "id",
        "userId",
        "createdBy",
        "start",
        "lastFour",
        "rotatedFrom",
        "lastUsedAt",
        "requestCount",
        "createdAt",
        "isRevoked",
        "revokedAt",
        "revokedReason",
        "key"
    };
    /** What a key is made with, for good. */
    private static final String[] SET_ONCE = Stream.concat(
                    Stream.of(READ_ONLY), Stream.of("organizationId", "permissions", "scopes", "expiresAt"))
            .toArray(String[]::new);

    private final ApiKeys keys;

    ApiKeyRoutes(ApiKeys keys) {
        this.keys = keys;
    }

    void routing(RouteTable routes) {
        routes.add(post("/v1/api-keys", SIGNED_IN, this::create));
        routes.add(get("/v1/api-keys", SIGNED_IN, this::list)
                .query("userId", "organizationId", "of", "status", "limit", "cursor"));
        routes.add(get("/v1/api-keys/{id}", SIGNED_IN, this::show));
        routes.add(patch("/v1/api-keys/{id}", SIGNED_IN, this::rename));
        routes.add(delete("/v1/api-keys/{id}", SIGNED_IN, this::revoke).query("reason"));
        routes.add(post("/v1/api-keys/{id}/rotations", SIGNED_IN, this::rotate));
    }

    private Answer create(Call call) {
        Fields fields = call.fields();
        String password = fields.nullableText("password");
        NewApiKey wanted = NewApiKeyRequest.read(fields);
        return call.once(
                IssuedKey.class,
                actor -> keys.create(actor, wanted, password),
                issued -> IssuedKeyResponse.answer(call, issued));
    }

    private Answer list(Call call) {
        ApiKeyFilter filter = filter(call).only(call.query().word("status", Status.class));
        return call.page(page -> keys.list(call.actor(), filter, page), ApiKeyResponse::from);
    }

    /** One's own keys, unless the query says whose. */
    private static ApiKeyFilter filter(Call call) {
        Query query = call.query();
        String user = query.text("userId");
        String organization = query.text("organizationId");
        if (user != null) {
            return ApiKeyFilter.of(Ids.parse(user, UserId::parse, UserId::new));
        }
        if (organization != null) {
            return ApiKeyFilter.of(Ids.parse(organization, OrganizationId::parse, OrganizationId::new));
        }
        return query.word("of", Owners.class) == Owners.EVERYONE
                ? new ApiKeyFilter(null, null, null)
                : ApiKeyFilter.of(call.me());
    }

    private Answer show(Call call) {
        return one(keys.get(call.actor(), id(call)));
    }

    private Answer rename(Call call) {
        Expected expected = call.ifMatch();
        Fields fields = call.fields();
        Patched<String> name = fields.patchedText("name");
        if (!name.present()) {
            fields.error("name", "missing", "Give `name`, or null for none; a key has nothing else to change.");
        }
        fields.close(SET_ONCE);
        return one(keys.rename(call.actor(), id(call), name.value(), expected));
    }

    private Answer revoke(Call call) {
        keys.revoke(call.actor(), id(call), call.query().text("reason"));
        return Answer.empty(204);
    }

    private Answer rotate(Call call) {
        Fields fields = call.fields();
        int grace = fields.number("graceSeconds", 0, 0, Math.toIntExact(ApiKeys.LONGEST_GRACE.toSeconds()));
        String password = fields.nullableText("password");
        fields.close();
        ApiKeyId id = id(call);
        return call.once(
                IssuedKey.class,
                actor -> keys.rotate(actor, id, Duration.ofSeconds(grace), password),
                issued -> IssuedKeyResponse.answer(call, issued));
    }

    private static Answer one(ApiKey key) {
        return Answer.json(200, ApiKeyResponse.from(key)).withRevision(key.revision());
    }

    /** The key that the path names. */
    static ApiKeyId id(Call call) {
        if (!call.path("id").equals("current")) {
            return Ids.parse(call.path("id"), ApiKeyId::parse, ApiKeyId::new);
        }
        ApiKeyId current = call.actor().keyId();
        if (current == null) {
            throw ApiKeyRefusal.NOT_FOUND.because("This request came with a session, and not with an API key.");
        }
        return current;
    }

    private enum Owners {
        ME,
        EVERYONE
    }
}
