package dev.tenon.core.signin;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.kernel.Id;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.LoginMethod;
import dev.tenon.ports.signin.spi.LoginMethodStore.StoredMethod;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What opens an account here: its password, its links to accounts elsewhere, its passkeys, each as far as the way is set up and
 * not closed.
 *
 * @param offered the login methods that are set up
 */
record WaysIn(Kernel kernel, PasswordCheck passwords, Set<String> offered) {

    /** Whether anything besides this link or passkey opens the account, whose row is locked. */
    boolean remainWithout(UserId person, Id without) {
        Set<String> open = kernel.storage().loginMethods().list().stream()
                .filter(StoredMethod::enabled)
                .map(StoredMethod::name)
                .filter(offered::contains)
                .collect(Collectors.toSet());
        return (open.contains(LoginMethod.EMAIL) && passwords.hasPassword(person))
                || kernel.storage().socialLogins().list(person).stream()
                        .anyMatch(login -> !login.id().equals(without) && open.contains(login.method()))
                || (open.contains(LoginMethod.PASSKEY)
                        && kernel.storage().passkeys().list(person).stream()
                                .anyMatch(each -> !each.passkey().id().equals(without)));
    }
}
