package dev.tenon.testkit.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.spi.SecondFactorStore;
import dev.tenon.ports.signin.spi.SecondFactorStore.SecondFactor;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store of second factors does. */
public abstract class SecondFactorStoreContract extends StorageContract {

    private static final Instant LATER = START.plusSeconds(90);
    private static final String SECRET = "sealed.secret";

    @Test
    void an_account_has_none_at_first() {
        UserId ana = anAccount().id();

        assertThat(factors().find(ana)).isEmpty();
        assertThat(factors().recoveryCodesLeft(ana)).isZero();
    }

    @Test
    void keeps_one_that_is_being_set_up_and_replaces_it_by_the_next() {
        UserId ana = anAccount().id();
        assertThat(enrol(ana, "first", START)).isTrue();

        assertThat(enrol(ana, "second", LATER)).isTrue();

        assertThat(factors().find(ana)).contains(new SecondFactor(ana, "second", LATER, null));
    }

    @Test
    void confirms_the_one_whose_code_was_shown_and_no_other() {
        UserId ana = anAccount().id();
        enrol(ana, "second", START);

        assertThat(confirm(ana, "first", 7)).isFalse();
        assertThat(confirm(ana, "second", 7)).isTrue();
        assertThat(confirm(ana, "second", 8)).as("it is confirmed already").isFalse();

        assertThat(factors().find(ana)).contains(new SecondFactor(ana, "second", START, LATER));
    }

    @Test
    void does_not_replace_a_confirmed_one() {
        UserId ana = confirmed(7);

        assertThat(enrol(ana, "another", LATER)).isFalse();

        assertThat(factors().find(ana)).contains(new SecondFactor(ana, SECRET, START, LATER));
    }

    @Test
    void a_code_works_once_and_ends_all_before_it() {
        UserId ana = confirmed(7);

        assertThat(useStep(ana, 7)).as("the code that confirmed").isFalse();
        assertThat(useStep(ana, 9)).isTrue();
        assertThat(useStep(ana, 9)).isFalse();
        assertThat(useStep(ana, 8)).isFalse();
        assertThat(useStep(ana, 10)).isTrue();
    }

    @Test
    void no_code_of_an_unconfirmed_one_works() {
        UserId ana = anAccount().id();
        enrol(ana, SECRET, START);

        assertThat(useStep(ana, 9)).isFalse();
    }

    @Test
    void of_twenty_who_show_one_code_one_gets_in() {
        UserId ana = confirmed(7);

        assertThat(Race.of(20, number -> useStep(ana, 8)))
                .containsOnlyOnce(true)
                .hasSize(20);
    }

    @Test
    void a_recovery_code_works_once() {
        UserId ana = confirmed(7);
        String code = Fixtures.aDigest();
        String other = Fixtures.aDigest();
        change(() -> factors().replaceRecoveryCodes(ana, List.of(code, other), START));
        assertThat(factors().hasRecoveryCode(ana, code)).isTrue();
        assertThat(factors().recoveryCodesLeft(ana)).isEqualTo(2);

        assertThat(Race.of(20, number -> commit(() -> factors().useRecoveryCode(ana, code, LATER))))
                .containsOnlyOnce(true)
                .hasSize(20);

        assertThat(factors().hasRecoveryCode(ana, code)).isFalse();
        assertThat(factors().recoveryCodesLeft(ana)).isOne();
    }

    @Test
    void a_recovery_code_is_its_owners_alone() {
        UserId ana = confirmed(7);
        UserId bo = confirmed(7);
        String code = Fixtures.aDigest();
        change(() -> factors().replaceRecoveryCodes(ana, List.of(code), START));

        assertThat(factors().hasRecoveryCode(bo, code)).isFalse();
        assertThat(commit(() -> factors().useRecoveryCode(bo, code, LATER))).isFalse();
        assertThat(factors().hasRecoveryCode(ana, code)).isTrue();
    }

    @Test
    void new_recovery_codes_end_the_ones_before() {
        UserId ana = confirmed(7);
        String before = Fixtures.aDigest();
        String after = Fixtures.aDigest();
        change(() -> factors().replaceRecoveryCodes(ana, List.of(before), START));

        change(() -> factors().replaceRecoveryCodes(ana, List.of(after), LATER));

        assertThat(factors().hasRecoveryCode(ana, before)).isFalse();
        assertThat(factors().hasRecoveryCode(ana, after)).isTrue();
        assertThat(factors().recoveryCodesLeft(ana)).isOne();
    }

    @Test
    void removes_a_factor_with_its_codes() {
        UserId ana = confirmed(7);
        UserId bo = confirmed(7);
        String code = Fixtures.aDigest();
        change(() -> factors().replaceRecoveryCodes(ana, List.of(code), START));

        assertThat(commit(() -> factors().remove(ana))).isTrue();
        assertThat(commit(() -> factors().remove(ana))).isFalse();

        assertThat(factors().find(ana)).isEmpty();
        assertThat(factors().recoveryCodesLeft(ana)).isZero();
        assertThat(factors().find(bo)).isPresent();
    }

    @Test
    void an_unconfirmed_one_goes_without_having_been_there() {
        UserId ana = anAccount().id();
        enrol(ana, SECRET, START);

        assertThat(commit(() -> factors().remove(ana))).isFalse();

        assertThat(factors().find(ana)).isEmpty();
    }

    @Test
    void removes_what_was_set_up_or_confirmed_since_a_time() {
        UserId before = confirmed(7);
        UserId since = confirmed(7);
        String code = Fixtures.aDigest();
        change(() -> factors().replaceRecoveryCodes(before, List.of(code), START));

        assertThat(commit(() -> factors().removeSince(before, LATER.plusSeconds(1))))
                .isFalse();
        assertThat(commit(() -> factors().removeSince(since, LATER))).isTrue();

        assertThat(factors().find(before)).isPresent();
        assertThat(factors().recoveryCodesLeft(before)).isOne();
        assertThat(factors().find(since)).isEmpty();
    }

    @Test
    void what_is_rolled_back_was_not_used() {
        UserId ana = confirmed(7);

        rollBack(() -> assertThat(factors().useStep(ana, 8)).isTrue());

        assertThat(useStep(ana, 8)).isTrue();
    }

    @Test
    void writes_need_a_unit_of_work() {
        UserId ana = confirmed(7);

        assertThatThrownBy(() -> factors().useStep(ana, 8)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> factors().remove(ana)).isInstanceOf(IllegalStateException.class);
    }

    private SecondFactorStore factors() {
        return storage.secondFactors();
    }

    private UserId confirmed(long step) {
        UserId ana = anAccount().id();
        enrol(ana, SECRET, START);
        assertThat(confirm(ana, SECRET, step)).isTrue();
        return ana;
    }

    private boolean enrol(UserId userId, String sealedSecret, Instant now) {
        return commit(() -> factors().enrol(userId, sealedSecret, now));
    }

    private boolean confirm(UserId userId, String sealedSecret, long step) {
        return commit(() -> factors().confirm(userId, sealedSecret, step, LATER));
    }

    private boolean useStep(UserId userId, long step) {
        return commit(() -> factors().useStep(userId, step));
    }
}
