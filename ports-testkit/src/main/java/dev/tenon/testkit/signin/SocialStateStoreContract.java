package dev.tenon.testkit.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.signin.Session;
import dev.tenon.ports.signin.spi.SocialStateStore.LinkTo;
import dev.tenon.ports.signin.spi.SocialStateStore.SocialState;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of sign-ins under way does. */
public abstract class SocialStateStoreContract extends StorageContract {

    private static final Instant LAST = START.plus(Duration.ofMinutes(10)).minusNanos(1_000);

    @Test
    void A9_gives_a_state_back_once() {
        SocialState state = stored(aState(null, "/welcome"));

        assertThat(take(state, LAST)).contains(state);
        assertThat(take(state, LAST)).isEmpty();
    }

    @Test
    void keeps_whose_account_is_to_be_linked() {
        Account ana = anAccount();
        Session session = Fixtures.aSession(ana.id());
        change(() -> storage.sessions().insert(session, Fixtures.aDigest()));
        SocialState state = stored(aState(new LinkTo(ana.id(), session.id()), null));

        assertThat(take(state, START)).contains(state);
    }

    @Test
    void A9_another_browser_another_method_and_a_late_comer_leave_a_state_where_it_is() {
        SocialState state = stored(aState(null, null));

        assertThat(take(state.stateDigest(), Fixtures.aDigest(), "google", START))
                .isEmpty();
        assertThat(take(state.stateDigest(), state.bindingDigest(), "github", START))
                .isEmpty();
        assertThat(take(Fixtures.aDigest(), state.bindingDigest(), "google", START))
                .isEmpty();
        assertThat(take(state, state.expiresAt())).isEmpty();
        assertThat(take(state, LAST)).contains(state);
    }

    @Test
    void A9_of_parallel_browsers_one_gets_a_state() {
        SocialState state = stored(aState(null, null));

        List<Optional<SocialState>> taken = Race.of(10, number -> take(state, START));

        assertThat(taken).filteredOn(Optional::isPresent).hasSize(1);
    }

    @Test
    void forgets_what_expired_and_no_more_than_asked_for() {
        IntStream.range(0, 3).forEach(number -> stored(aState(null, null)));
        Instant end = LAST.plusNanos(1_000);

        assertThat(commit(() -> storage.socialStates().deleteExpired(end, 10))).isZero();
        assertThat(commit(() -> storage.socialStates().deleteExpired(end.plusNanos(1_000), 2)))
                .isEqualTo(2);
        assertThat(commit(() -> storage.socialStates().deleteExpired(end.plusNanos(1_000), 2)))
                .isOne();
    }

    private Optional<SocialState> take(SocialState state, Instant now) {
        return take(state.stateDigest(), state.bindingDigest(), state.method(), now);
    }

    private Optional<SocialState> take(String stateDigest, String bindingDigest, String method, Instant now) {
        return commit(() -> storage.socialStates().take(stateDigest, bindingDigest, method, now));
    }

    private SocialState stored(SocialState state) {
        change(() -> storage.socialStates().insert(state));
        return state;
    }

    private static SocialState aState(@Nullable LinkTo linkTo, @Nullable String redirectTo) {
        return new SocialState(
                Fixtures.aDigest(),
                Fixtures.aDigest(),
                "google",
                "nonce",
                "sealed",
                redirectTo,
                linkTo,
                START,
                START.plus(Duration.ofMinutes(10)));
    }
}
