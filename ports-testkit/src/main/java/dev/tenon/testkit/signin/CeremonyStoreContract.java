package dev.tenon.testkit.signin;

import static dev.tenon.ports.signin.spi.CeremonyStore.Purpose.PASSKEY_SIGN_IN;
import static dev.tenon.ports.signin.spi.CeremonyStore.Purpose.SECOND_FACTOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.spi.CeremonyStore;
import dev.tenon.ports.signin.spi.CeremonyStore.Ceremony;
import dev.tenon.ports.signin.spi.CeremonyStore.Purpose;
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

/** What every store of ceremonies does. */
public abstract class CeremonyStoreContract extends StorageContract {

    private static final Duration MICROSECOND = Duration.ofNanos(1_000);
    private static final int KEEP = 3;

    @Test
    void finds_what_was_begun_for_its_purpose_until_it_expires() {
        Ceremony ceremony = begun(anAccount().id(), SECOND_FACTOR, START);

        assertThat(find(ceremony.digest(), SECOND_FACTOR, START)).contains(ceremony);
        assertThat(find(ceremony.digest(), PASSKEY_SIGN_IN, START)).isEmpty();
        assertThat(find(Fixtures.aDigest(), SECOND_FACTOR, START)).isEmpty();
        assertThat(find(ceremony.digest(), SECOND_FACTOR, ceremony.expiresAt().minus(MICROSECOND)))
                .contains(ceremony);
        assertThat(find(ceremony.digest(), SECOND_FACTOR, ceremony.expiresAt())).isEmpty();
    }

    @Test
    void A6_of_twenty_who_spend_a_ceremony_one_gets_it() {
        Ceremony ceremony = begun(anAccount().id(), SECOND_FACTOR, START);

        List<Boolean> spent = Race.of(
                20, number -> spend(ceremony.digest(), SECOND_FACTOR, START).isPresent());

        assertThat(spent).containsOnlyOnce(true).hasSize(20);
        assertThat(find(ceremony.digest(), SECOND_FACTOR, START)).isEmpty();
    }

    @Test
    void A6_spends_nothing_for_another_purpose_or_after_its_time() {
        Ceremony ceremony = begun(anAccount().id(), SECOND_FACTOR, START);

        assertThat(spend(ceremony.digest(), PASSKEY_SIGN_IN, START)).isEmpty();
        assertThat(spend(ceremony.digest(), SECOND_FACTOR, ceremony.expiresAt()))
                .isEmpty();
        assertThat(spend(ceremony.digest(), SECOND_FACTOR, START)).contains(ceremony);
    }

    @Test
    void a_spending_that_was_rolled_back_leaves_it() {
        Ceremony ceremony = begun(anAccount().id(), SECOND_FACTOR, START);

        rollBack(() -> assertThat(ceremonies().spend(ceremony.digest(), SECOND_FACTOR, START))
                .isPresent());

        assertThat(spend(ceremony.digest(), SECOND_FACTOR, START)).contains(ceremony);
    }

    @Test
    void begins_some_that_are_nobodys_yet() {
        Ceremony ceremony = begun(null, PASSKEY_SIGN_IN, START);

        assertThat(spend(ceremony.digest(), PASSKEY_SIGN_IN, START)).contains(ceremony);
    }

    @Test
    void keeps_the_newest_of_an_account_and_purpose() {
        UserId ana = anAccount().id();
        Ceremony other = begun(ana, PASSKEY_SIGN_IN, START);
        Ceremony others = begun(anAccount().id(), SECOND_FACTOR, START);
        List<Ceremony> begun = IntStream.range(0, KEEP + 2)
                .mapToObj(number -> begun(ana, SECOND_FACTOR, START.plusSeconds(number)))
                .toList();

        assertThat(begun.stream().filter(this::isThere)).containsExactlyElementsOf(begun.subList(2, KEEP + 2));
        assertThat(isThere(other)).isTrue();
        assertThat(isThere(others)).isTrue();
    }

    @Test
    void cancels_all_of_an_account() {
        UserId ana = anAccount().id();
        Ceremony first = begun(ana, SECOND_FACTOR, START);
        Ceremony second = begun(ana, PASSKEY_SIGN_IN, START);
        Ceremony others = begun(anAccount().id(), SECOND_FACTOR, START);
        Ceremony nobodys = begun(null, PASSKEY_SIGN_IN, START);

        change(() -> ceremonies().cancel(ana));

        assertThat(isThere(first)).isFalse();
        assertThat(isThere(second)).isFalse();
        assertThat(isThere(others)).isTrue();
        assertThat(isThere(nobodys)).isTrue();
    }

    @Test
    void forgets_what_expired_before_a_time_and_no_more_than_asked_for() {
        IntStream.range(0, 3).forEach(number -> begun(null, PASSKEY_SIGN_IN, START));
        Ceremony edge = begun(null, PASSKEY_SIGN_IN, START.plus(MICROSECOND));

        assertThat(commit(() -> ceremonies().deleteExpired(edge.expiresAt(), 2)))
                .isEqualTo(2);
        assertThat(commit(() -> ceremonies().deleteExpired(edge.expiresAt(), 2)))
                .isOne();
        assertThat(isThere(edge)).isTrue();
    }

    private CeremonyStore ceremonies() {
        return storage.ceremonies();
    }

    private boolean isThere(Ceremony ceremony) {
        return find(ceremony.digest(), ceremony.purpose(), ceremony.createdAt()).isPresent();
    }

    private Ceremony begun(@Nullable UserId userId, Purpose purpose, Instant createdAt) {
        Ceremony ceremony = new Ceremony(
                Fixtures.anId(),
                userId,
                purpose,
                Fixtures.aDigest(),
                "sealed.state",
                createdAt,
                createdAt.plus(Duration.ofMinutes(5)));
        change(() -> ceremonies().begin(ceremony, KEEP));
        return ceremony;
    }

    private Optional<Ceremony> find(String digest, Purpose purpose, Instant now) {
        return ceremonies().find(digest, purpose, now);
    }

    private Optional<Ceremony> spend(String digest, Purpose purpose, Instant now) {
        return commit(() -> ceremonies().spend(digest, purpose, now));
    }
}
