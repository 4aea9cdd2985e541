package dev.tenon.testkit.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.SocialLoginId;
import dev.tenon.ports.signin.SocialLogin;
import dev.tenon.ports.signin.spi.SocialLoginStore.SealedTokens;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of links to accounts elsewhere does. */
public abstract class SocialLoginStoreContract extends StorageContract {

    private static final String ISSUER = "https://accounts.google.com";
    private static final SealedTokens TOKENS = new SealedTokens("sealed-a", "sealed-r", START.plusSeconds(3_600));

    @Test
    void finds_a_link_by_method_issuer_and_subject_together() {
        Account ana = anAccount();
        SocialLogin login = stored(aLogin(ana, "google", "1", START), TOKENS);

        assertThat(storage.socialLogins().find("google", ISSUER, "1")).contains(login);
        assertThat(storage.socialLogins().find("google", ISSUER, "2")).isEmpty();
        assertThat(storage.socialLogins().find("google", "https://other.example.org", "1"))
                .isEmpty();
        assertThat(storage.socialLogins().find("github", ISSUER, "1")).isEmpty();
        assertThat(storage.socialLogins().tokens(login.id())).contains(TOKENS);
    }

    @Test
    void A8_of_parallel_links_of_one_identity_one_is_made() {
        Account ana = anAccount();
        Account ben = anAccount();

        List<Boolean> made = Race.of(
                6,
                number -> commit(() -> storage.socialLogins()
                        .insertIfAbsent(aLogin(number % 2 == 0 ? ana : ben, "google", "1", START), null)));

        assertThat(made).filteredOn(each -> each).hasSize(1);
    }

    @Test
    void writes_what_the_provider_said_last() {
        Account ana = anAccount();
        SocialLogin login = stored(aLogin(ana, "google", "1", START), TOKENS);

        change(() -> storage.socialLogins().refresh(login.id(), null, false, null));

        SocialLogin after = storage.socialLogins().find("google", ISSUER, "1").orElseThrow();
        assertThat(after.email()).isNull();
        assertThat(after.emailVerified()).isFalse();
        assertThat(after.linkedAt()).isEqualTo(START);
        assertThat(storage.socialLogins().tokens(login.id())).isEmpty();
    }

    @Test
    void lists_an_accounts_links_in_the_order_of_their_making() {
        Account ana = anAccount();
        SocialLogin second = stored(aLogin(ana, "github", "2", START.plusSeconds(1)), null);
        SocialLogin first = stored(aLogin(ana, "google", "1", START), null);
        stored(aLogin(anAccount(), "google", "3", START), null);

        assertThat(storage.socialLogins().list(ana.id())).containsExactly(first, second);
    }

    @Test
    void removes_a_link_of_its_owner_only() {
        Account ana = anAccount();
        SocialLogin login = stored(aLogin(ana, "google", "1", START), null);

        assertThat(commit(() -> storage.socialLogins().delete(Fixtures.aUserId(), login.id())))
                .isFalse();
        assertThat(commit(() -> storage.socialLogins().delete(ana.id(), login.id())))
                .isTrue();
        assertThat(commit(() -> storage.socialLogins().delete(ana.id(), login.id())))
                .isFalse();
        assertThat(storage.socialLogins().find("google", ISSUER, "1")).isEmpty();
        stored(aLogin(ana, "google", "1", START), null);
    }

    @Test
    void removes_the_links_that_were_made_since_a_time() {
        Account ana = anAccount();
        SocialLogin before = stored(aLogin(ana, "google", "1", START), null);
        stored(aLogin(ana, "google", "2", START.plusSeconds(1)), null);
        stored(aLogin(ana, "google", "3", START.plusSeconds(2)), null);
        SocialLogin bens = stored(aLogin(anAccount(), "google", "4", START.plusSeconds(2)), null);

        assertThat(commit(() -> storage.socialLogins().deleteSince(ana.id(), START.plusSeconds(1))))
                .isEqualTo(2);
        assertThat(storage.socialLogins().list(ana.id())).containsExactly(before);
        assertThat(commit(() -> storage.socialLogins().deleteSince(ana.id(), null)))
                .isOne();
        assertThat(storage.socialLogins().list(bens.userId())).containsExactly(bens);
    }

    private SocialLogin stored(SocialLogin login, @Nullable SealedTokens tokens) {
        assertThat(commit(() -> storage.socialLogins().insertIfAbsent(login, tokens)))
                .isTrue();
        return login;
    }

    private static SocialLogin aLogin(Account account, String method, String subject, Instant linkedAt) {
        return new SocialLogin(
                new SocialLoginId(Fixtures.anId()),
                account.id(),
                method,
                ISSUER,
                subject,
                "ana@example.org",
                true,
                linkedAt);
    }
}
