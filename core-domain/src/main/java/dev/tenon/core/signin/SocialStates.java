package dev.tenon.core.signin;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.signin.SocialLogins.Begun;
import dev.tenon.ports.signin.SocialLogins.Returned;
import dev.tenon.ports.signin.spi.SocialStateStore;
import dev.tenon.ports.signin.spi.SocialStateStore.LinkTo;
import dev.tenon.ports.signin.spi.SocialStateStore.SocialState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sign-ins that go on at a provider: 178 bits each, at rest a digest, bound to one browser, taken out once, short-lived. */
final class SocialStates {

    private static final Duration LASTS = Duration.ofMinutes(10);
    private static final String PURPOSE = "social-verifier";

    private final Kernel kernel;
    private final SocialStateStore store;

    SocialStates(Kernel kernel) {
        this.kernel = kernel;
        this.store = kernel.storage().socialStates();
    }

    /**
     * A sign-in that is about to begin.
     *
     * @param challenge of the verifier, by S256 (RFC 7636 section 4.2)
     */
    record Prepared(String state, String binding, String challenge, SocialState row) {}

    /** A sign-in that came back, with what proves to the provider that it was begun here. */
    record Taken(SocialState row, String verifier) {}

    Prepared prepare(String method, @Nullable String redirectTo, @Nullable LinkTo linkTo, Instant now) {
        Token state = kernel.secrets().newToken(Token.SOCIAL);
        Token binding = kernel.secrets().newToken(Token.SOCIAL);
        // One token is shorter than the 43 characters that a verifier has at least.
        String verifier = newText() + newText();
        SocialState row = new SocialState(
                kernel.secrets().digest(state),
                kernel.secrets().digest(binding),
                method,
                newText(),
                kernel.secrets().seal(PURPOSE, verifier),
                redirectTo,
                linkTo,
                now,
                now.plus(LASTS));
        return new Prepared(state.text(), binding.text(), challenge(verifier), row);
    }

    Begun keep(Actor actor, Prepared prepared, URI authorizationUrl) {
        return kernel.changes().commit(actor, prepared.row().createdAt(), change -> {
            store.insert(prepared.row());
            return new Begun(authorizationUrl, prepared.binding());
        });
    }

    /** Takes a sign-in out for good, whatever becomes of it; a browser that did not begin it leaves it where it is. */
    Optional<Taken> take(Actor actor, String method, Returned returned, Instant now) {
        Optional<String> state = digest(returned.state());
        Optional<String> binding = digest(returned.binding());
        if (state.isEmpty() || binding.isEmpty()) {
            return Optional.empty();
        }
        Optional<SocialState> taken =
                kernel.changes().commit(actor, now, change -> store.take(state.get(), binding.get(), method, now));
        return taken.flatMap(
                row -> kernel.secrets().open(PURPOSE, row.sealedVerifier()).map(verifier -> new Taken(row, verifier)));
    }

    private Optional<String> digest(@Nullable String text) {
        return Optional.ofNullable(text)
                .flatMap(sent -> Token.parse(Token.SOCIAL, sent))
                .map(kernel.secrets()::digest);
    }

    private String newText() {
        return kernel.secrets().newToken(Token.SOCIAL).text();
    }

    private String challenge(String verifier) {
        byte[] sha256 = HexFormat.of().parseHex(kernel.secrets().sha256(verifier));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256);
    }
}
