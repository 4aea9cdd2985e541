package dev.tenon.rest.http;

import dev.tenon.ports.Tenon;
import dev.tenon.ports.apikeys.ApiKeyRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.IdempotencyClaim;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.Authenticated;
import dev.tenon.ports.signin.Session;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable.Match;
import dev.tenon.rest.json.Fields;
import dev.tenon.rest.json.Json;
import dev.tenon.rest.problem.HttpProblem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request, as a route sees it. Used on the request's own thread only. */
public final class Call {

    private final Inbound request;
    private final Route route;
    private final Match match;
    private final Tenon tenon;
    private final Cursors cursors;
    private final Fingerprints fingerprints;
    private final String basePath;
    private final RequestOrigin origin;
    private final Query query;
    private final OwnOrigin ownOrigin;
    private final boolean byCookie;
    private byte[] body = new byte[0];
    private boolean takesAnyValue;
    private @Nullable Authenticated authenticated;
    private @Nullable Actor actor;

    Call(
            Inbound request,
            Route route,
            Match match,
            Tenon tenon,
            Cursors cursors,
            Fingerprints fingerprints,
            String basePath,
            RequestOrigin origin,
            Query query,
            OwnOrigin ownOrigin,
            boolean byCookie) {
        this.request = request;
        this.route = route;
        this.match = match;
        this.tenon = tenon;
        this.cursors = cursors;
        this.fingerprints = fingerprints;
        this.basePath = basePath;
        this.origin = origin;
        this.query = query;
        this.ownOrigin = ownOrigin;
        this.byCookie = byCookie;
    }

    // ---- who asks

    /** Looks up whom the token stands for, in one statement; done once, before the route. */
    void authenticate(@Nullable String token) {
        if (token == null) {
            actor = Actor.anonymous(origin);
        } else if (token.startsWith(Token.API_KEY)) {
            actor = tenon.apiKeys().authenticate(origin, token).actor();
        } else {
            Authenticated found = tenon.sessions().authenticate(origin, token);
            authenticated = found;
            actor = found.actor();
        }
    }

    /** The same for somebody who need not be known: a token that works no more is as good as none. */
    void recognize(@Nullable String token) {
        try {
            authenticate(token);
        } catch (Refusal refusal) {
            if (refusal.kind() != Kind.UNAUTHENTICATED) {
                throw refusal;
            }
            authenticate(null);
        }
    }

    /** Passes pages of the server's own address alone: for what hands out or uses a cookie. */
    public void requireOwnOrigin() {
        ownOrigin.require(request);
    }

    /** The secret that a browser keeps while its sign-in goes on at a provider; {@code null} without one. */
    public @Nullable String browserBinding() {
        return BrowserBinding.read(request.cookies());
    }

    /** The sign-in of this browser that waits for its second factor; {@code null} without one. */
    public @Nullable String challenge() {
        return ChallengeCookie.read(request.cookies());
    }

    /** The answer that ends the session that asks: a browser forgets its cookie with it. */
    public Answer signedOut(Answer answer) {
        return byCookie ? answer.with("Set-Cookie", SessionCookie.gone()) : answer;
    }

    /** Who asks. */
    public Actor actor() {
        return actor == null ? Actor.anonymous(origin) : actor;
    }

    /** The session that the request came with, and the account as it was when it was looked up; {@code null} for a key. */
    public @Nullable Authenticated signedIn() {
        return authenticated;
    }

    /** The session that the request came with; refuses keys. */
    public Session session() {
        if (authenticated == null) {
            throw ApiKeyRefusal.NOT_HERE.refusal();
        }
        return authenticated.session();
    }

    /** The account that {@code me} stands for; an organization's key stands for none. */
    public UserId me() {
        return actor().person()
                .orElseThrow(() -> RequestRefusal.FORBIDDEN.because(
                        "This belongs to a person; the key belongs to an organization."));
    }

    // ---- what it says

    /** What stands for a parameter of the path, as sent. */
    public String path(String name) {
        return match.value(name);
    }

    /** Whether only the headers are wanted. */
    public boolean isHead() {
        return request.method().equals("HEAD");
    }

    /** The query. */
    public Query query() {
        return query;
    }

    /** A header's value; empty if it is not there. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.header(name));
    }

    /** The body as a JSON object. */
    public Fields fields() {
        return Json.object(body);
    }

    /** The body as a JSON value of any sort. */
    public JsonText value() {
        takesAnyValue = true;
        return Json.value(body);
    }

    /** The body as it came, for what is signed over it; its members are nobody's here, so none is redacted by name. */
    public String text() {
        takesAnyValue = true;
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as the fields of a form: these names only. */
    public Form form(String... names) {
        return Form.parse(body, List.of(names));
    }

    /** What a program sent, with nothing left in it that is secret or personal; {@code null} if that was not JSON. */
    @Nullable
    JsonText redactedBody() {
        if (takesAnyValue) {
            return RedactedPayload.sizeOf(body);
        }
        return route.takes() == Takes.JSON || route.takes() == Takes.MERGE_PATCH ? RedactedPayload.of(body) : null;
    }

    void keepBody(byte[] bytes) {
        body = bytes;
    }

    /** The body as it comes; read once, on this thread. One that grows beyond the limit is refused as it is read. */
    public InputStream stream() {
        return new FilterInputStream(request.body()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                try {
                    return in.read(bytes, offset, length);
                } catch (Inbound.BrokenBodyException broken) {
                    if (broken.isTooLarge()) {
                        throw HttpProblem.BODY_TOO_LARGE.refused();
                    }
                    throw broken;
                }
            }
        };
    }

    /** Whether there is a body. */
    public boolean hasBody() {
        return request.hasBody();
    }

    /** Whether the client went away while its body was read: nobody waits for the answer. */
    public boolean isGone() {
        return request.isGone();
    }

    /** The body's declared length in bytes; empty for a chunked one. */
    public Optional<Long> declaredLength() {
        return request.declaredLength() < 0 ? Optional.empty() : Optional.of(request.declaredLength());
    }

    /** The revision that {@code If-Match} names; refuses if it is missing. */
    public Expected ifMatch() {
        Expected expected = EntityTags.expected(request.header("If-Match"));
        if (expected == null) {
            throw RequestRefusal.PRECONDITION_REQUIRED.refusal();
        }
        return expected;
    }

    /** The revision that {@code If-Match} names, or any. */
    public Expected ifMatchOrAny() {
        Expected expected = EntityTags.expected(request.header("If-Match"));
        return expected == null ? Expected.any() : expected;
    }

    /** Whether an answer of this type may be given. */
    public boolean accepts(String mediaType) {
        return MediaTypes.accepts(request.header("Accept"), mediaType);
    }

    /** Whether this type is named in {@code Accept}, as browsers name HTML. */
    public boolean prefers(String mediaType) {
        return MediaTypes.prefers(request.header("Accept"), mediaType);
    }

    /** The address of a resource, for {@code Location}. */
    public String location(String path) {
        return basePath + path;
    }

    // ---- lists

    /** Answers one page of a list. The route has {@code limit} and {@code cursor} among its parameters. */
    public <T, R> Answer page(Function<PageRequest, Page<T>> list, Function<T, R> each) {
        int limit = query.number("limit", PageRequest.DEFAULT_LIMIT, 1, PageRequest.HIGHEST_LIMIT);
        Map<String, String> filters = query.without("limit", "cursor");
        String caller = actor().label();
        String cursor = query.text("cursor");
        Position after = cursor == null ? null : cursors.decode(cursor, request.rawPath(), filters, caller);

        Page<T> page = list.apply(new PageRequest(limit, after));

        Position nextPosition = page.nextPosition();
        String next = nextPosition == null ? null : cursors.encode(nextPosition, request.rawPath(), filters, caller);
        List<R> items = page.items().stream().map(each).toList();
        Answer answer = Answer.json(200, new ListBody<>(items, next));
        return next == null ? answer : answer.with("Link", link(filters, limit, next));
    }

    /** Answers a list that is always one page. */
    public <T, R> Answer all(List<T> items, Function<T, R> each) {
        return Answer.json(200, new ListBody<>(items.stream().map(each).toList(), null));
    }

    private String link(Map<String, String> filters, int limit, String next) {
        StringBuilder link = new StringBuilder("<")
                .append(basePath)
                .append(request.rawPath())
                .append('?');
        filters.forEach((name, value) -> link.append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                .append('&'));
        return link.append("limit=")
                .append(limit)
                .append("&cursor=")
                .append(next)
                .append(">; rel=\"next\"")
                .toString();
    }

    private record ListBody<R>(List<R> items, @Nullable String next) {}

    // ---- places that clients bring back

    /** A place in what this path gives the person who asks, signed: nobody else can bring it back, nor change it. */
    public String sealed(String place) {
        return cursors.seal(place, request.rawPath(), owner());
    }

    /** The place that was sealed; empty if it was not, or for another path or person. */
    public Optional<String> unsealed(String sealed) {
        return cursors.unseal(sealed, request.rawPath(), owner());
    }

    /** Whoever comes back with another session is still the same. */
    private String owner() {
        return actor().person().map(UserId::toString).orElseGet(() -> actor().label());
    }

    // ---- once only

    /**
     * Carries a use case out, once only if the request has an {@code Idempotency-Key}: then a repeated request gets the first
     * answer, and the answer is kept in the very commit that carries the request out.
     *
     * @param type what the use case returns
     * @param useCase asks the driving port; the actor carries the claim
     * @param render makes the answer out of what the use case returns; called inside the commit too, so it must not block
     */
    public <T> Answer once(Class<T> type, Function<Actor, T> useCase, Function<T, Answer> render) {
        return claimed(
                result -> render.apply(type.cast(Objects.requireNonNull(result))),
                caller -> render.apply(useCase.apply(caller)));
    }

    /** The same for a use case that returns nothing. */
    public Answer once(Consumer<Actor> useCase, Answer answer) {
        return claimed(nothing -> answer, caller -> {
            useCase.accept(caller);
            return answer;
        });
    }

    private Answer claimed(Function<@Nullable Object, Answer> render, Function<Actor, Answer> act) {
        String key = request.header("Idempotency-Key");
        if (key == null) {
            return act.apply(actor());
        }
        Fingerprints.checkKey(key);
        String fingerprint = fingerprints.of(request, route, body);
        Optional<Answer> earlier = replay(key, fingerprint);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        IdempotencyClaim claim = new IdempotencyClaim(
                actor().label(),
                key,
                fingerprint,
                result -> render.apply(result).encoded());
        try {
            return act.apply(actor().claiming(claim));
        } catch (Refusal refusal) {
            if (refusal.code() == RequestRefusal.KEY_IN_USE) {
                // The first request may have ended between our look and our claim.
                return replay(key, fingerprint).orElseThrow(() -> refusal);
            }
            throw refusal;
        }
    }

    private Optional<Answer> replay(String key, String fingerprint) {
        return tenon.idempotency()
                .find(actor(), key, fingerprint)
                .map(Answer::decoded)
                .map(answer -> answer.with("Idempotent-Replayed", "true"));
    }
}
