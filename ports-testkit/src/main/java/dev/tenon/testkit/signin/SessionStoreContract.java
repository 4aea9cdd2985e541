package dev.tenon.testkit.signin;

import static dev.tenon.testkit.Fixtures.aDigest;
import static dev.tenon.testkit.Fixtures.aSession;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.spi.RoleStore.PermissionRow;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.signin.Session;
import dev.tenon.ports.signin.spi.SessionStore.LiveSession;
import dev.tenon.ports.signin.spi.SessionStore.Login;
import dev.tenon.ports.signin.spi.SessionStore.PasswordUse;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of sessions does. */
public abstract class SessionStoreContract extends StorageContract {

    private static final Instant LATER = START.plus(Duration.ofHours(1));

    @Test
    void finds_an_account_with_its_password_hash_for_sign_in() {
        Account ana = Fixtures.anAccount();
        change(() -> storage.accounts().insertIfAbsent(ana, "{fast}123"));
        Account ben = Fixtures.anAccount();
        change(() -> storage.accounts().insertIfAbsent(ben, AccountStore.NO_PASSWORD));

        assertThat(storage.sessions().findLogin(ana.email())).contains(new Login(ana, "{fast}123"));
        assertThat(storage.sessions().findLogin(ben.email())).contains(new Login(ben, "!"));
        assertThat(storage.sessions().findLogin(Fixtures.anEmailAddress())).isEmpty();
    }

    @Test
    void entering_notes_the_sign_in_without_a_new_revision() {
        Account ana = anAccount();

        assertThat(commit(() -> storage.sessions().enter(ana.id(), null, LATER)))
                .isTrue();

        Account noted = storage.accounts().find(ana.id()).orElseThrow();
        assertThat(noted.lastLoginAt()).isEqualTo(LATER);
        assertThat(noted.revision()).isEqualTo(ana.revision());
        assertThat(noted)
                .usingRecursiveComparison()
                .ignoringFields("lastLoginAt")
                .isEqualTo(ana);
    }

    @Test
    void entering_with_a_password_stores_a_stronger_hash_of_it() {
        Account ana = anAccount();

        assertThat(enters(ana, "{fast}hash", null)).isTrue();
        assertThat(storage.sessions().findLogin(ana.email()).map(Login::passwordHash))
                .contains("{fast}hash");
        assertThat(enters(ana, "{fast}hash", "{stronger}hash")).isTrue();
        assertThat(storage.sessions().findLogin(ana.email()).map(Login::passwordHash))
                .contains("{stronger}hash");
    }

    @Test
    void A7_nobody_enters_with_a_password_that_was_changed_meanwhile() {
        Account ana = anAccount();
        change(() -> storage.accounts().replacePassword(ana.id(), "{fast}new", LATER));

        assertThat(enters(ana, "{fast}hash", "{stronger}hash")).isFalse();
        assertThat(storage.sessions().findLogin(ana.email()).map(Login::passwordHash))
                .contains("{fast}new");
    }

    @Test
    void S3_nobody_enters_an_account_that_is_not_active() {
        Account ana = anAccount();
        change(() -> storage.accounts().update(ana.patched(AccountPatch.status(AccountStatus.BANNED)), LATER));

        assertThat(commit(() -> storage.sessions().enter(ana.id(), null, LATER)))
                .isFalse();
    }

    @Test
    void keeps_how_a_session_began() {
        Session template = aSession(anAccount().id());
        Account admin = anAccount();
        Session impersonated = new Session(
                template.id(),
                template.userId(),
                "google",
                "totp",
                new Session.Impersonation(admin.id(), "Ticket 7"),
                "192.0.2.1",
                "curl/8.5.0",
                template.createdAt(),
                template.lastSeenAt(),
                template.idleExpiresAt(),
                template.expiresAt());

        stored(impersonated, aDigest());

        assertThat(storage.sessions().find(impersonated.id(), START)).contains(impersonated);
    }

    @Test
    void a_token_stands_for_its_session_its_account_and_what_its_roles_permit() {
        Account ana = anAccount();
        grant(Role.SUPPORT, "users:read", "emails:read");
        grant(Role.MEMBER, "documents:read", "users:read");
        give(ana, Role.SUPPORT);
        give(ana, Role.MEMBER);
        String digest = aDigest();
        Session session = stored(aSession(ana.id()), digest);

        assertThat(storage.sessions().findByToken(digest, LATER))
                .contains(new LiveSession(session, ana, Set.of("users:read", "emails:read", "documents:read")));
    }

    @Test
    void a_session_of_an_account_without_roles_permits_nothing() {
        Account ana = anAccount();
        String digest = aDigest();
        Session session = stored(aSession(ana.id()), digest);

        assertThat(storage.sessions().findByToken(digest, START)).contains(new LiveSession(session, ana, Set.of()));
    }

    @Test
    void finds_no_session_of_a_token_that_is_unknown() {
        stored(aSession(anAccount().id()), aDigest());

        assertThat(storage.sessions().findByToken(aDigest(), START)).isEmpty();
    }

    @Test
    void S3_a_role_that_was_taken_away_permits_nothing_from_then_on() {
        Account ana = anAccount();
        grant(Role.SUPPORT, "users:read");
        give(ana, Role.SUPPORT);
        String digest = aDigest();
        stored(aSession(ana.id()), digest);

        change(() -> storage.roles().unassign(ana.id(), roleId(Role.SUPPORT)));

        assertThat(storage.sessions().findByToken(digest, START).map(LiveSession::permissions))
                .contains(Set.of());
    }

    @Test
    void S3_a_session_shows_its_account_as_it_is_now() {
        Account ana = anAccount();
        String digest = aDigest();
        stored(aSession(ana.id()), digest);

        change(() -> storage.accounts().update(ana.patched(AccountPatch.status(AccountStatus.BANNED)), LATER));

        assertThat(storage.sessions()
                        .findByToken(digest, LATER)
                        .map(live -> live.account().status()))
                .contains(AccountStatus.BANNED);
    }

    @Test
    void keeps_a_client_without_address_and_description() {
        Session template = aSession(anAccount().id());
        Session bare = new Session(
                template.id(),
                template.userId(),
                null,
                null,
                null,
                null,
                null,
                template.createdAt(),
                template.lastSeenAt(),
                template.idleExpiresAt(),
                template.expiresAt());

        stored(bare, aDigest());

        assertThat(storage.sessions().find(bare.id(), START)).contains(bare);
    }

    @Test
    void S2_a_session_that_was_not_used_for_long_is_over() {
        String digest = aDigest();
        Session session = stored(aSession(anAccount().id()), digest);
        Instant last = session.idleExpiresAt().minusNanos(1_000);

        assertThat(storage.sessions().findByToken(digest, last)).isPresent();
        assertThat(storage.sessions().find(session.id(), last)).contains(session);
        assertThat(storage.sessions().findByToken(digest, session.idleExpiresAt()))
                .isEmpty();
        assertThat(storage.sessions().find(session.id(), session.idleExpiresAt()))
                .isEmpty();
    }

    @Test
    void S2_a_session_in_use_is_over_at_its_absolute_end() {
        String digest = aDigest();
        Session session = stored(aSession(anAccount().id()), digest);
        Instant last = session.expiresAt().minusNanos(1_000);
        Instant beforeIdle = session.idleExpiresAt().minusSeconds(1);
        storage.sessions().touch(session.id(), beforeIdle, session.expiresAt().plusSeconds(60));

        assertThat(storage.sessions().findByToken(digest, last)).isPresent();
        assertThat(storage.sessions().findByToken(digest, session.expiresAt())).isEmpty();
    }

    @Test
    void touching_a_session_needs_no_unit_of_work_and_begins_its_idle_time_anew() {
        Session session = stored(aSession(anAccount().id()), aDigest());
        Instant idleExpiresAt = LATER.plus(Duration.ofDays(7));

        storage.sessions().touch(session.id(), LATER, idleExpiresAt);

        Session touched = storage.sessions().find(session.id(), LATER).orElseThrow();
        assertThat(touched.lastSeenAt()).isEqualTo(LATER);
        assertThat(touched.idleExpiresAt()).isEqualTo(idleExpiresAt);
        assertThat(touched)
                .usingRecursiveComparison()
                .ignoringFields("lastSeenAt", "idleExpiresAt")
                .isEqualTo(session);
    }

    @Test
    void touching_revives_no_session_that_is_over() {
        Session ended = stored(aSession(anAccount().id()), aDigest());
        change(() -> storage.sessions().end(ended.id(), LATER));
        Session idle = stored(aSession(anAccount().id()), aDigest());
        Instant now = idle.idleExpiresAt();
        Instant idleExpiresAt = now.plus(Duration.ofDays(7));

        storage.sessions().touch(ended.id(), LATER, idleExpiresAt);
        storage.sessions().touch(idle.id(), now, idleExpiresAt);
        storage.sessions().touch(new SessionId(Fixtures.anId()), now, idleExpiresAt);

        assertThat(storage.sessions().find(ended.id(), LATER)).isEmpty();
        assertThat(storage.sessions().find(idle.id(), now)).isEmpty();
    }

    @Test
    void ends_a_session_once() {
        Account ana = anAccount();
        String digest = aDigest();
        Session session = stored(aSession(ana.id()), digest);
        Session other = stored(aSession(ana.id()), aDigest());

        assertThat(commit(() -> storage.sessions().end(session.id(), LATER))).isTrue();
        assertThat(commit(() -> storage.sessions().end(session.id(), LATER))).isFalse();
        assertThat(storage.sessions().findByToken(digest, LATER)).isEmpty();
        assertThat(storage.sessions().find(session.id(), LATER)).isEmpty();
        assertThat(storage.sessions().find(other.id(), LATER)).contains(other);
    }

    @Test
    void of_twenty_who_end_a_session_one_did() {
        Session session = stored(aSession(anAccount().id()), aDigest());

        List<Boolean> ended =
                Race.of(20, number -> commit(() -> storage.sessions().end(session.id(), LATER)));

        assertThat(ended).containsOnlyOnce(true).hasSize(20);
    }

    @Test
    void ends_no_session_that_is_over_or_unknown() {
        Session session = stored(aSession(anAccount().id()), aDigest());

        assertThat(commit(() -> storage.sessions().end(session.id(), session.idleExpiresAt())))
                .isFalse();
        assertThat(commit(() -> storage.sessions().end(new SessionId(Fixtures.anId()), LATER)))
                .isFalse();
    }

    @Test
    void an_ending_that_was_rolled_back_leaves_the_session() {
        Session session = stored(aSession(anAccount().id()), aDigest());

        rollBack(() -> storage.sessions().end(session.id(), LATER));

        assertThat(storage.sessions().find(session.id(), LATER)).contains(session);
    }

    @Test
    void a_session_that_was_rolled_back_leaves_nothing() {
        Account ana = anAccount();
        Session session = aSession(ana.id());
        String digest = aDigest();

        rollBack(() -> storage.sessions().insert(session, digest));

        assertThat(storage.sessions().findByToken(digest, START)).isEmpty();
        assertThat(live(ana, START)).isEmpty();
    }

    @Test
    void ends_all_live_sessions_of_an_account_but_one() {
        Account ana = anAccount();
        Session kept = stored(aSession(ana.id()), aDigest());
        stored(aSession(ana.id()), aDigest());
        stored(aSession(ana.id()), aDigest());
        Session ended = stored(aSession(ana.id()), aDigest());
        change(() -> storage.sessions().end(ended.id(), START));
        Account ben = anAccount();
        Session others = stored(aSession(ben.id()), aDigest());

        assertThat(endAll(ana, kept.id())).isEqualTo(2);
        assertThat(live(ana, LATER)).containsExactly(kept);
        assertThat(live(ben, LATER)).containsExactly(others);

        assertThat(endAll(ana, null)).isOne();
        assertThat(live(ana, LATER)).isEmpty();
        assertThat(endAll(ana, null)).isZero();
    }

    @Test
    void ends_the_oldest_sessions_beyond_the_newest() {
        Account ana = anAccount();
        List<Session> oldestFirst = IntStream.of(0, 1, 2, 2, 2, 3)
                .mapToObj(second -> aSession(ana.id(), START.plusSeconds(second)))
                .toList();
        shuffled(oldestFirst).forEach(session -> stored(session, aDigest()));
        Session others = stored(aSession(anAccount().id()), aDigest());

        change(() -> storage.sessions().endBeyond(ana.id(), 3, LATER));

        assertThat(live(ana, LATER))
                .containsExactlyElementsOf(oldestFirst.reversed().subList(0, 3));
        assertThat(storage.sessions().find(others.id(), LATER)).contains(others);
    }

    @Test
    void sessions_that_are_over_do_not_count_among_the_newest() {
        Account ana = anAccount();
        Session oldest = stored(aSession(ana.id(), START), aDigest());
        Session ended = stored(aSession(ana.id(), START.plusSeconds(1)), aDigest());
        Session newest = stored(aSession(ana.id(), START.plusSeconds(2)), aDigest());
        change(() -> storage.sessions().end(ended.id(), START.plusSeconds(3)));

        change(() -> storage.sessions().endBeyond(ana.id(), 2, LATER));

        assertThat(live(ana, LATER)).containsExactly(newest, oldest);
    }

    @Test
    void lists_an_accounts_live_sessions_newest_first_page_by_page() {
        Account ana = anAccount();
        List<Session> oldestFirst = IntStream.of(0, 1, 1, 1, 2, 3)
                .mapToObj(second -> aSession(ana.id(), START.plusSeconds(second)))
                .toList();
        shuffled(oldestFirst).forEach(session -> stored(session, aDigest()));
        Session ended = stored(aSession(ana.id(), START.plusSeconds(2)), aDigest());
        change(() -> storage.sessions().end(ended.id(), START.plusSeconds(3)));
        stored(aSession(ana.id(), START.minus(Duration.ofDays(8))), aDigest());
        stored(aSession(anAccount().id()), aDigest());

        holdsStillInPages(
                oldestFirst.reversed(),
                page -> storage.sessions().list(ana.id(), LATER, page),
                () -> stored(aSession(ana.id(), START.plusSeconds(4)), aDigest()));
    }

    @Test
    void forgets_sessions_that_ended_before_a_time() {
        Account ana = anAccount();
        Session live = stored(aSession(ana.id(), LATER), aDigest());
        Session ended = stored(aSession(ana.id()), aDigest());
        change(() -> storage.sessions().end(ended.id(), START.plusSeconds(10)));
        Session idle = stored(aSession(ana.id(), START.minus(Duration.ofDays(8))), aDigest());
        Instant before = idle.idleExpiresAt();

        assertThat(commit(() -> storage.sessions().deleteEnded(before, 10)))
                .as("what ended at that very time stays")
                .isZero();
        assertThat(commit(() -> storage.sessions().deleteEnded(START.plusSeconds(10), 10)))
                .as("the idle one")
                .isOne();
        assertThat(commit(() -> storage.sessions().deleteEnded(START.plusSeconds(11), 10)))
                .as("the one that was ended")
                .isOne();
        assertThat(live(ana, LATER)).containsExactly(live);
    }

    @Test
    void forgets_no_more_sessions_at_a_time_than_asked_for() {
        Account ana = anAccount();
        IntStream.range(0, 5).forEach(number -> stored(aSession(ana.id()), aDigest()));
        endAll(ana, null);
        Instant muchLater = LATER.plusSeconds(1);

        assertThat(commit(() -> storage.sessions().deleteEnded(muchLater, 3))).isEqualTo(3);
        assertThat(commit(() -> storage.sessions().deleteEnded(muchLater, 3))).isEqualTo(2);
        assertThat(commit(() -> storage.sessions().deleteEnded(muchLater, 3))).isZero();
    }

    private Session stored(Session session, String digest) {
        change(() -> storage.sessions().insert(session, digest));
        return session;
    }

    private boolean enters(Account account, String hash, @Nullable String rehash) {
        return commit(() -> storage.sessions().enter(account.id(), new PasswordUse(hash, rehash), LATER));
    }

    private int endAll(Account account, @Nullable SessionId except) {
        return commit(() -> storage.sessions().endAll(account.id(), except, LATER));
    }

    private List<Session> live(Account account, Instant now) {
        return storage.sessions().list(account.id(), now, PageRequest.first(50)).items();
    }

    private void grant(String role, String... permissions) {
        change(() -> {
            storage.roles()
                    .addPermissions(
                            List.of(permissions).stream()
                                    .map(name ->
                                            new PermissionRow(new PermissionId(Fixtures.anId()), name, "For a test"))
                                    .toList(),
                            START);
            storage.roles().addGrants(role, Set.of(permissions), START);
        });
    }

    private void give(Account account, String role) {
        change(() -> storage.roles().assign(account.id(), roleId(role), null, START));
    }

    private RoleId roleId(String name) {
        return storage.roles().findByName(name).orElseThrow().id();
    }
}
