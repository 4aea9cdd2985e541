package dev.tenon.core.documents;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.plans.Plan;

/** What a verified account has of documents: a quota with the limits of its plan, and what was shared with its address; comes after the subscription. */
record DocumentsOfAccount(Kernel kernel) implements AccountParticipant {

    @Override
    public void verified(Change change, Account account) {
        Plan plan = kernel.storage()
                .plans()
                .findOfSubscriber(account.id())
                .orElseThrow(() -> new IllegalStateException("A verified account has a plan"));
        kernel.storage()
                .quotas()
                .open(
                        kernel.ids().next(),
                        account.id(),
                        plan.maxStorageBytes().orElse(null),
                        plan.maxDocuments(),
                        change.now());
        change.audit(
                AuditEntry.of("quota.opened", "storage_quotas", account.id()).with("plan", plan.name()));
        new EffectiveQuota(kernel).entitled(change, account.id());
        kernel.storage().shares().adopt(account.email(), account.id());
    }
}
