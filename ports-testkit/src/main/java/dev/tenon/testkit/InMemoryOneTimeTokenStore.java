package dev.tenon.testkit;

import dev.tenon.ports.accounts.spi.OneTimeTokenStore;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.testkit.Tables.TokenSlot;
import java.time.Instant;
import java.util.Optional;

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
        TokenSlot slot = new TokenSlot(token.userId(), token.purpose());
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
                .flatMap(token -> tables.liveOneTimeTokens.lock(new TokenSlot(token.userId(), token.purpose())))
                .filter(digest::equals)
                .flatMap(tables.oneTimeTokens::lock)
                .filter(token -> token.purpose() == purpose && now.isBefore(token.expiresAt()))
                .map(token -> {
                    forget(token);
                    return token;
                });
    }

    @Override
    public Optional<Instant> issuedAt(UserId userId, Purpose purpose) {
        return unitOfWork.reading(() -> tables.liveOneTimeTokens
                .find(new TokenSlot(userId, purpose))
                .flatMap(tables.oneTimeTokens::find)
                .map(OneTimeToken::createdAt));
    }

    @Override
    public int deleteExpired(Instant before, int limit) {
        unitOfWork.required();
        return (int) tables.oneTimeTokens.rows(token -> token.expiresAt().isBefore(before)).stream()
                .filter(token -> tables.liveOneTimeTokens.tryLock(new TokenSlot(token.userId(), token.purpose()))
                        && tables.oneTimeTokens.tryLock(token.digest())
                        && tables.oneTimeTokens.find(token.digest()).isPresent())
                .limit(limit)
                .peek(this::forget)
                .count();
    }

    private void forget(OneTimeToken token) {
        tables.liveOneTimeTokens.remove(new TokenSlot(token.userId(), token.purpose()));
        tables.oneTimeTokens.remove(token.digest());
    }
}
