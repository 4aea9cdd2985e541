package dev.tenon.testkit;

import dev.tenon.ports.accounts.spi.OneTimeTokenStore;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.testkit.Tables.TokenSlot;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The token of a slot is the live one; a token without its slot was spent or replaced, and is forgotten at once. */
final class InMemoryOneTimeTokenStore implements OneTimeTokenStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryOneTimeTokenStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public void replace(OneTimeToken token) {
        unitOfWork.required();
        tables.requireAccount(token.userId());
        TokenSlot slot = TokenSlot.of(token);
        tables.liveOneTimeTokens.lock(slot).ifPresent(tables.oneTimeTokens::remove);
        tables.liveOneTimeTokens.put(slot, token.digest());
        if (!tables.oneTimeTokens.insert(token.digest(), token)) {
            throw new IllegalStateException("This one-time token is there already; make a new one");
        }
    }

    @Override
    public Optional<OneTimeToken> spend(String digest, Purpose purpose, Instant now) {
        unitOfWork.required();
        // The slot is locked before the token, as in replace: one order everywhere.
        return tables.oneTimeTokens
                .find(digest)
                .flatMap(token -> tables.liveOneTimeTokens.lock(TokenSlot.of(token)))
                .filter(digest::equals)
                .flatMap(tables.oneTimeTokens::lock)
                .filter(token -> token.purpose() == purpose && now.isBefore(token.expiresAt()))
                .map(token -> {
                    forget(token);
                    return token;
                });
    }

    @Override
    public void cancel(UserId userId, @Nullable Instant undosSince, Instant now) {
        unitOfWork.required();
        tables.oneTimeTokens
                .rows(token -> token.userId().equals(userId)
                        && (token.purpose() != Purpose.UNDO_EMAIL_CHANGE
                                || (undosSince != null && !token.createdAt().isBefore(undosSince))))
                .forEach(this::forget);
    }

    @Override
    public Optional<Instant> issuedAt(UserId userId, Purpose purpose) {
        return unitOfWork.reading(() -> tables.liveOneTimeTokens
                .find(new TokenSlot(userId, purpose, null))
                .flatMap(tables.oneTimeTokens::find)
                .map(OneTimeToken::createdAt));
    }

    @Override
    public int deleteExpired(Instant before, int limit) {
        unitOfWork.required();
        return (int) tables.oneTimeTokens.rows(token -> token.expiresAt().isBefore(before)).stream()
                .filter(token -> tables.liveOneTimeTokens.tryLock(TokenSlot.of(token))
                        && tables.oneTimeTokens.tryLock(token.digest())
                        && tables.oneTimeTokens.find(token.digest()).isPresent())
                .limit(limit)
                .peek(this::forget)
                .count();
    }

    private void forget(OneTimeToken token) {
        tables.liveOneTimeTokens.remove(TokenSlot.of(token));
        tables.oneTimeTokens.remove(token.digest());
    }
}
