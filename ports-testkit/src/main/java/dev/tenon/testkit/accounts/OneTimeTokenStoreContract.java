package dev.tenon.testkit.accounts;

import static dev.tenon.ports.accounts.spi.OneTimeTokenStore.Purpose.RESET_PASSWORD;
import static dev.tenon.ports.accounts.spi.OneTimeTokenStore.Purpose.VERIFY_EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.spi.OneTimeTokenStore.OneTimeToken;
import dev.tenon.ports.accounts.spi.OneTimeTokenStore.Purpose;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every store of one-time tokens does. */
public abstract class OneTimeTokenStoreContract extends StorageContract {

    private static final Duration MICROSECOND = Duration.ofNanos(1_000);

    @Test
    void A6_spends_a_token_once() {
        OneTimeToken token = stored(Fixtures.aOneTimeToken(anAccount(), VERIFY_EMAIL));

        assertThat(spend(token, START)).contains(token);
        assertThat(spend(token, START)).isEmpty();
    }

    @Test
    void A6_of_twenty_who_spend_a_token_one_gets_it() {
        OneTimeToken token = stored(Fixtures.aOneTimeToken(anAccount(), VERIFY_EMAIL));

        List<Boolean> spent = Race.of(20, number -> spend(token, START).isPresent());

        assertThat(spent).containsOnlyOnce(true).hasSize(20);
    }

    @Test
    void A6_does_not_spend_what_it_does_not_know() {
        stored(Fixtures.aOneTimeToken(anAccount(), VERIFY_EMAIL));

        assertThat(spend(Fixtures.aDigest(), VERIFY_EMAIL, START)).isEmpty();
    }

    @Test
    void A6_does_not_spend_a_token_for_another_purpose() {
        OneTimeToken token = stored(Fixtures.aOneTimeToken(anAccount(), VERIFY_EMAIL));

        assertThat(spend(token.digest(), RESET_PASSWORD, START)).isEmpty();
        assertThat(spend(token, START)).as("the try did not spend it").contains(token);
    }

    @Test
    void A6_does_not_spend_a_token_that_expired() {
        OneTimeToken token = stored(Fixtures.aOneTimeToken(anAccount(), VERIFY_EMAIL));

        assertThat(spend(token, token.expiresAt())).isEmpty();
        assertThat(spend(token, token.expiresAt().minus(MICROSECOND))).contains(token);
    }

    @Test
    void A6_a_new_token_ends_the_one_before_it() {
        Account ana = anAccount();
        OneTimeToken older = stored(Fixtures.aOneTimeToken(ana, VERIFY_EMAIL));

        OneTimeToken newer = stored(Fixtures.aOneTimeToken(ana, VERIFY_EMAIL, START.plusSeconds(60)));

        assertThat(spend(older, START.plusSeconds(61))).isEmpty();
        assertThat(spend(newer, START.plusSeconds(61))).contains(newer);
    }

    @Test
    void a_new_token_leaves_those_of_other_purposes_and_accounts() {
        Account ana = anAccount();
        OneTimeToken reset = stored(Fixtures.aOneTimeToken(ana, RESET_PASSWORD));
        OneTimeToken others = stored(Fixtures.aOneTimeToken(anAccount(), VERIFY_EMAIL));

        stored(Fixtures.aOneTimeToken(ana, VERIFY_EMAIL));

        assertThat(spend(reset, START)).contains(reset);
        assertThat(spend(others, START)).contains(others);
    }

    @Test
    void of_tokens_made_at_once_one_is_live() {
        Account ana = anAccount();
        List<OneTimeToken> tokens = IntStream.range(0, 20)
                .mapToObj(number -> Fixtures.aOneTimeToken(ana, VERIFY_EMAIL))
                .toList();

        Race.of(20, number -> stored(tokens.get(number)));

        assertThat(tokens.stream().filter(token -> spend(token, START).isPresent()))
                .hasSize(1);
    }

    @Test
    void a_token_can_be_made_after_one_was_spent() {
        Account ana = anAccount();
        spend(stored(Fixtures.aOneTimeToken(ana, VERIFY_EMAIL)), START);

        OneTimeToken next = stored(Fixtures.aOneTimeToken(ana, VERIFY_EMAIL));

        assertThat(spend(next, START)).contains(next);
    }

    @Test
    void a_spending_that_was_rolled_back_leaves_the_token() {
        OneTimeToken token = stored(Fixtures.aOneTimeToken(anAccount(), VERIFY_EMAIL));

        rollBack(() -> assertThat(storage.oneTimeTokens().spend(token.digest(), VERIFY_EMAIL, START))
                .contains(token));

        assertThat(spend(token, START)).contains(token);
    }

    @Test
    void a_replacement_that_was_rolled_back_leaves_the_one_before() {
        Account ana = anAccount();
        OneTimeToken older = stored(Fixtures.aOneTimeToken(ana, VERIFY_EMAIL));
        OneTimeToken newer = Fixtures.aOneTimeToken(ana, VERIFY_EMAIL);

        rollBack(() -> storage.oneTimeTokens().replace(newer));

        assertThat(spend(newer, START)).isEmpty();
        assertThat(spend(older, START)).contains(older);
    }

    @Test
    void tells_when_the_live_token_was_made() {
        Account ana = anAccount();
        Instant later = START.plus(Duration.ofMinutes(2));
        assertThat(storage.oneTimeTokens().issuedAt(ana.id(), VERIFY_EMAIL)).isEmpty();

        stored(Fixtures.aOneTimeToken(ana, VERIFY_EMAIL, START));
        assertThat(storage.oneTimeTokens().issuedAt(ana.id(), VERIFY_EMAIL)).contains(START);
        assertThat(storage.oneTimeTokens().issuedAt(ana.id(), RESET_PASSWORD)).isEmpty();

        OneTimeToken newer = stored(Fixtures.aOneTimeToken(ana, VERIFY_EMAIL, later));
        assertThat(storage.oneTimeTokens().issuedAt(ana.id(), VERIFY_EMAIL)).contains(later);

        spend(newer, later);
        assertThat(storage.oneTimeTokens().issuedAt(ana.id(), VERIFY_EMAIL)).isEmpty();
    }

    @Test
    void forgets_tokens_that_expired_before_a_time() {
        OneTimeToken old = stored(Fixtures.aOneTimeToken(anAccount(), VERIFY_EMAIL, START));
        OneTimeToken edge = stored(Fixtures.aOneTimeToken(anAccount(), VERIFY_EMAIL, START.plus(MICROSECOND)));

        int forgotten = commit(() -> storage.oneTimeTokens().deleteExpired(edge.expiresAt(), 10));

        assertThat(forgotten).isOne();
        assertThat(spend(old, START)).isEmpty();
        assertThat(spend(edge, START)).contains(edge);
    }

    @Test
    void forgets_no_more_tokens_at_a_time_than_asked_for() {
        Stream.generate(() -> Fixtures.aOneTimeToken(anAccount(), VERIFY_EMAIL))
                .limit(5)
                .forEach(this::stored);
        Instant muchLater = START.plus(Duration.ofDays(1));

        assertThat(commit(() -> storage.oneTimeTokens().deleteExpired(muchLater, 3)))
                .isEqualTo(3);
        assertThat(commit(() -> storage.oneTimeTokens().deleteExpired(muchLater, 3)))
                .isEqualTo(2);
        assertThat(commit(() -> storage.oneTimeTokens().deleteExpired(muchLater, 3)))
                .isZero();
    }

    private OneTimeToken stored(OneTimeToken token) {
        change(() -> storage.oneTimeTokens().replace(token));
        return token;
    }

    private Optional<OneTimeToken> spend(OneTimeToken token, Instant now) {
        return spend(token.digest(), token.purpose(), now);
    }

    private Optional<OneTimeToken> spend(String digest, Purpose purpose, Instant now) {
        return commit(() -> storage.oneTimeTokens().spend(digest, purpose, now));
    }
}
