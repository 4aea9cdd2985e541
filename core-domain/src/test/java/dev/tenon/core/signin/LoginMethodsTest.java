package dev.tenon.core.signin;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.signin.LoginMethod;
import dev.tenon.ports.signin.LoginMethodRefusal;
import dev.tenon.ports.signin.LoginMethods;
import dev.tenon.testkit.ScriptedProviders;
import org.junit.jupiter.api.Test;

class LoginMethodsTest {

    private final TenonInMemory house = new TenonInMemory();
    private final LoginMethods bare = house.tenon.loginMethods();
    private final LoginMethods withGoogle = house.builder()
            .socialProviders(new ScriptedProviders("google"))
            .build()
            .loginMethods();

    @Test
    void anyone_sees_which_ways_there_are_and_which_are_usable() {
        assertThat(withGoogle.list(house.anonymous))
                .extracting(LoginMethod::name, LoginMethod::enabled, LoginMethod::configured, LoginMethod::isUsable)
                .containsExactly(
                        tuple("email", true, true, true),
                        tuple("facebook", true, false, false),
                        tuple("github", true, false, false),
                        tuple("google", true, true, true),
                        tuple("passkey", true, false, false));
    }

    @Test
    void an_administrator_closes_and_opens_a_way_and_it_is_recorded_once() {
        Actor admin = house.anAdmin("root@example.org");

        LoginMethod closed = withGoogle.setEnabled(admin, "email", false, Expected.revision(1));
        assertThat(closed.enabled()).isFalse();
        assertThat(closed.revision()).isEqualTo(2);
        assertThat(withGoogle.setEnabled(admin, "email", false, Expected.any())).isEqualTo(closed);
        assertThat(withGoogle
                        .setEnabled(admin, "email", true, Expected.revision(2))
                        .enabled())
                .isTrue();

        assertThat(house.auditedActions()).containsOnlyOnce("login-method.enabled");
        assertThat(house.auditedActions()).containsOnlyOnce("login-method.disabled");
    }

    @Test
    void the_last_way_that_is_enabled_and_configured_stays_open() {
        assertRefused(
                LoginMethodRefusal.LAST_USABLE, () -> bare.setEnabled(house.operator, "email", false, Expected.any()));

        withGoogle.setEnabled(house.operator, "email", false, Expected.any());
        assertRefused(
                LoginMethodRefusal.LAST_USABLE,
                () -> withGoogle.setEnabled(house.operator, "google", false, Expected.any()));
        assertThat(withGoogle
                        .setEnabled(house.operator, "github", false, Expected.any())
                        .enabled())
                .isFalse();
    }

    @Test
    void passkeys_alone_are_no_way_to_begin() {
        LoginMethods withPasskeys = house.tenon.loginMethods();

        assertThat(withPasskeys.list(house.anonymous))
                .filteredOn(LoginMethod::isUsable)
                .extracting(LoginMethod::name)
                .containsExactly("email", "passkey");
        assertRefused(
                LoginMethodRefusal.LAST_USABLE,
                () -> withPasskeys.setEnabled(house.operator, "email", false, Expected.any()));
        assertThat(withPasskeys
                        .setEnabled(house.operator, "passkey", false, Expected.any())
                        .enabled())
                .isFalse();
    }

    @Test
    void only_who_holds_the_permission_changes_it() {
        Actor ana = house.aPerson("ana@example.org");

        assertRefused(RequestRefusal.FORBIDDEN, () -> bare.setEnabled(ana, "google", false, Expected.any()));
        assertRefused(
                RequestRefusal.UNAUTHENTICATED,
                () -> bare.setEnabled(house.anonymous, "google", false, Expected.any()));
    }

    @Test
    void refuses_what_is_not_there_and_what_is_stale() {
        assertRefused(
                LoginMethodRefusal.NOT_FOUND,
                () -> bare.setEnabled(house.operator, "smoke-signals", true, Expected.any()));
        assertRefused(
                RequestRefusal.PRECONDITION_FAILED,
                () -> bare.setEnabled(house.operator, "google", false, Expected.revision(7)));
    }

    @Test
    void S3_a_closed_way_is_refused_from_the_next_attempt_on() {
        EnabledMethods methods = new EnabledMethods(house.storage.loginMethods());
        methods.require("email");

        withGoogle.setEnabled(house.operator, "email", false, Expected.any());

        assertRefused(LoginMethodRefusal.DISABLED, () -> methods.require("email"));
        methods.require("google");
    }
}
