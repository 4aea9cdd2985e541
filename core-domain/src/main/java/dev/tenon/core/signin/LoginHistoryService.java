package dev.tenon.core.signin;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.LoginAttempt;
import dev.tenon.ports.signin.LoginAttemptFilter;
import dev.tenon.ports.signin.LoginHistory;
import dev.tenon.ports.signin.spi.LoginHistoryStore;

final class LoginHistoryService implements LoginHistory {

    private final Kernel kernel;
    private final LoginHistoryStore history;

    LoginHistoryService(Kernel kernel) {
        this.kernel = kernel;
        this.history = kernel.storage().loginHistory();
    }

    @Override
    public Page<LoginAttempt> mine(Actor actor, PageRequest page) {
        return history.listOf(Authorizer.person(actor), page);
    }

    @Override
    public Page<LoginAttempt> of(Actor actor, UserId userId, PageRequest page) {
        Authorizer.ownerOr(actor, userId, Permission.LOGIN_HISTORY_READ, AccountRefusal.NOT_FOUND);
        Account account = kernel.storage().accounts().find(userId).orElseThrow(AccountRefusal.NOT_FOUND::refusal);
        return history.listOf(account.id(), page);
    }

    @Override
    public Page<LoginAttempt> all(Actor actor, LoginAttemptFilter filter, PageRequest page) {
        Authorizer.require(actor, Permission.LOGIN_HISTORY_READ);
        return history.list(filter, page);
    }
}
