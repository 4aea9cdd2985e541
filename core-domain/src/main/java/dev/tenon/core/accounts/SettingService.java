package dev.tenon.core.accounts;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.Setting;
import dev.tenon.ports.accounts.SettingRefusal;
import dev.tenon.ports.accounts.Settings;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.accounts.spi.SettingRule;
import dev.tenon.ports.accounts.spi.SettingStore;
import dev.tenon.ports.accounts.spi.SettingStore.Usage;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

final class SettingService implements Settings {

    private static final String TABLE = "user_settings";
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,254}");

    private final Kernel kernel;
    private final SettingStore settings;
    private final AccountStore accounts;
    private final List<SettingRule> rules;

    SettingService(Kernel kernel, List<SettingRule> rules) {
        this.kernel = kernel;
        this.settings = kernel.storage().settings();
        this.accounts = kernel.storage().accounts();
        this.rules = List.copyOf(rules);
    }

    @Override
    public List<Setting> list(Actor actor, UserId userId) {
        mayRead(actor, userId);
        return settings.list(userId);
    }

    @Override
    public Setting get(Actor actor, UserId userId, String key) {
        mayRead(actor, userId);
        return Optional.of(key)
                .filter(text -> KEY.matcher(text).matches())
                .flatMap(text -> settings.find(userId, text))
                .orElseThrow(SettingRefusal.NOT_FOUND::refusal);
    }

    @Override
    public Setting put(Actor actor, UserId userId, String key, JsonText value, Expected expected) {
        mayWrite(actor, userId);
        new Violations()
                .require(
                        KEY.matcher(key).matches(),
                        "/key",
                        "key-invalid",
                        "A key has 1 to 255 letters, digits and . _ : - and begins with a letter or a digit.")
                .refuseIfAny();
        if (value.text().getBytes(StandardCharsets.UTF_8).length > Setting.LARGEST_VALUE) {
            throw SettingRefusal.TOO_LARGE.refusal();
        }
        Violations violations = new Violations();
        rules.stream().filter(rule -> rule.key().equals(key)).forEach(rule -> rule.check(value, violations));
        violations.refuseIfAny();
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            lock(userId);
            check(userId, key, expected);
            Setting stored = settings.put(kernel.ids().next(), userId, key, value, now);
            Usage usage = settings.usage(userId);
            if (usage.keys() > Setting.MOST_KEYS || usage.bytes() > Setting.LARGEST_TOTAL) {
                throw SettingRefusal.LIMIT_REACHED.refusal();
            }
            change.audit(AuditEntry.of("setting.changed", TABLE, userId)
                    .with("key", key)
                    .changedWithheld("value"));
            return stored;
        });
    }

    @Override
    public void delete(Actor actor, UserId userId, String key, Expected expected) {
        mayWrite(actor, userId);
        if (!KEY.matcher(key).matches()) {
            throw SettingRefusal.NOT_FOUND.refusal();
        }
        kernel.changes().commit(actor, kernel.now(), change -> {
            lock(userId);
            Setting present = settings.find(userId, key).orElseThrow(SettingRefusal.NOT_FOUND::refusal);
            expected.check(present.revision());
            settings.delete(userId, key);
            change.audit(AuditEntry.of("setting.deleted", TABLE, userId).with("key", key));
            return present;
        });
    }

    /** The person's settings are counted and compared under the lock of the account: nobody adds one in between. */
    private void lock(UserId userId) {
        boolean isThere = accounts.lock(userId)
                .filter(account -> account.status() != AccountStatus.ERASED)
                .isPresent();
        if (!isThere) {
            throw AccountRefusal.NOT_FOUND.refusal();
        }
    }

    private void check(UserId userId, String key, Expected expected) {
        if (expected.revision() != null) {
            long present = settings.find(userId, key)
                    .map(Setting::revision)
                    .orElseThrow(RequestRefusal.PRECONDITION_FAILED::refusal);
            expected.check(present);
        }
    }

    private void mayRead(Actor actor, UserId userId) {
        Authorizer.ownerOr(actor, userId, Permission.PROFILE_READ, Permission.USERS_READ, AccountRefusal.NOT_FOUND);
        if (!actor.is(userId) && accounts.find(userId).isEmpty()) {
            throw AccountRefusal.NOT_FOUND.refusal();
        }
    }

    private static void mayWrite(Actor actor, UserId userId) {
        if (actor.is(userId)) {
            Authorizer.own(actor, Permission.PROFILE_WRITE);
        } else {
            Authorizer.ownerOr(actor, userId, Permission.USERS_READ, AccountRefusal.NOT_FOUND);
            Authorizer.require(actor, Permission.USERS_WRITE);
        }
    }
}
