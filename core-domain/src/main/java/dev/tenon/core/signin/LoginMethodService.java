package dev.tenon.core.signin;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.signin.LoginMethod;
import dev.tenon.ports.signin.LoginMethodRefusal;
import dev.tenon.ports.signin.LoginMethods;
import dev.tenon.ports.signin.spi.LoginMethodStore;
import dev.tenon.ports.signin.spi.LoginMethodStore.StoredMethod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

final class LoginMethodService implements LoginMethods {

    private static final String TABLE = "login_methods";

    private final Kernel kernel;
    private final LoginMethodStore methods;
    private final Set<String> configured;

    /** Knows the methods that this installation is set up for. */
    LoginMethodService(Kernel kernel, Set<String> configured) {
        this.kernel = kernel;
        this.methods = kernel.storage().loginMethods();
        this.configured = Set.copyOf(configured);
    }

    @Override
    public List<LoginMethod> list(Actor actor) {
        return methods.list().stream().map(this::method).toList();
    }

    @Override
    public LoginMethod setEnabled(Actor actor, String name, boolean enabled, Expected expected) {
        Authorizer.require(actor, Permission.LOGIN_METHODS_WRITE);
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            List<LoginMethod> all = methods.lockAll().stream().map(this::method).toList();
            LoginMethod before = all.stream()
                    .filter(method -> method.name().equals(name))
                    .findFirst()
                    .orElseThrow(LoginMethodRefusal.NOT_FOUND::refusal);
            expected.check(before.revision());
            if (before.enabled() == enabled) {
                return before;
            }
            // A passkey is made by whoever is signed in already, so with passkeys alone nobody could begin.
            boolean othersRemain = all.stream()
                    .filter(method -> !method.name().equals(LoginMethod.PASSKEY))
                    .anyMatch(method -> method.isUsable() && !method.name().equals(name));
            if (!enabled && before.isUsable() && !othersRemain) {
                throw LoginMethodRefusal.LAST_USABLE.refusal();
            }
            LoginMethod after = method(methods.setEnabled(name, enabled, now));
            String action = enabled ? "login-method.enabled" : "login-method.disabled";
            change.audit(new AuditEntry(action, TABLE, name, Map.of())
                    .changed("enabled", Boolean.toString(!enabled), Boolean.toString(enabled)));
            return after;
        });
    }

    private LoginMethod method(StoredMethod stored) {
        return new LoginMethod(
                stored.name(),
                stored.description(),
                stored.enabled(),
                configured.contains(stored.name()),
                stored.updatedAt(),
                stored.revision());
    }
}
