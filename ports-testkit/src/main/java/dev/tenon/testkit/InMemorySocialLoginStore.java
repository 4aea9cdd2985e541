package dev.tenon.testkit;

import dev.tenon.ports.kernel.SocialLoginId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.SocialLogin;
import dev.tenon.ports.signin.spi.SocialLoginStore;
import dev.tenon.testkit.Tables.SocialKey;
import dev.tenon.testkit.Tables.SocialLoginRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class InMemorySocialLoginStore implements SocialLoginStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemorySocialLoginStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public Optional<SocialLogin> find(String method, String issuer, String subject) {
        return unitOfWork.reading(() -> tables.socialLoginsByIdentity
                .find(new SocialKey(method, issuer, subject))
                .flatMap(tables.socialLogins::find)
                .map(SocialLoginRow::login));
    }

    @Override
    public boolean insertIfAbsent(SocialLogin login, @Nullable SealedTokens tokens) {
        unitOfWork.required();
        tables.requireAccount(login.userId());
        if (tables.loginMethods.find(login.method()).isEmpty()) {
            throw new IllegalStateException("There is no login method " + login.method() + "; add it first");
        }
        if (!tables.socialLoginsByIdentity.insert(key(login), login.id())) {
            return false;
        }
        tables.socialLogins.put(login.id(), new SocialLoginRow(login, tokens));
        return true;
    }

    @Override
    public void refresh(
            SocialLoginId id, @Nullable String email, boolean emailVerified, @Nullable SealedTokens tokens) {
        unitOfWork.required();
        tables.socialLogins.lock(id).map(SocialLoginRow::login).ifPresent(before -> {
            SocialLogin after = new SocialLogin(
                    before.id(),
                    before.userId(),
                    before.method(),
                    before.issuer(),
                    before.subject(),
                    email,
                    emailVerified,
                    before.linkedAt());
            tables.socialLogins.put(id, new SocialLoginRow(after, tokens));
        });
    }

    @Override
    public Optional<SealedTokens> tokens(SocialLoginId id) {
        return tables.socialLogins.find(id).flatMap(row -> Optional.ofNullable(row.tokens()));
    }

    @Override
    public List<SocialLogin> list(UserId userId) {
        return tables.socialLogins.rows(row -> row.login().userId().equals(userId)).stream()
                .map(SocialLoginRow::login)
                .sorted(Comparator.comparing(SocialLogin::linkedAt)
                        .thenComparing(login -> login.id().value()))
                .toList();
    }

    @Override
    public boolean delete(UserId userId, SocialLoginId id) {
        unitOfWork.required();
        Optional<SocialLogin> found = tables.socialLogins
                .lock(id)
                .map(SocialLoginRow::login)
                .filter(login -> login.userId().equals(userId));
        found.ifPresent(this::forget);
        return found.isPresent();
    }

    @Override
    public int deleteSince(UserId userId, @Nullable Instant since) {
        unitOfWork.required();
        List<SocialLogin> dropped = list(userId).stream()
                .filter(login -> since == null || !login.linkedAt().isBefore(since))
                .toList();
        dropped.forEach(this::forget);
        return dropped.size();
    }

    private void forget(SocialLogin login) {
        tables.socialLoginsByIdentity.remove(key(login));
        tables.socialLogins.remove(login.id());
    }

    static SocialKey key(SocialLogin login) {
        return new SocialKey(login.method(), login.issuer(), login.subject());
    }
}
