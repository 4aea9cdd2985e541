package dev.tenon.core.signin;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.kernel.Id;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.LoginMethod;
import dev.tenon.ports.signin.spi.LoginMethodStore.StoredMethod;
import java.util.Set;
import java.util.stream.Collectors;

/** What opens an account here: its password, its links to accounts elsewhere, its passkeys, each as far as the way is set up and not closed. */
record WaysIn(Kernel kernel, PasswordCheck passwords, Set<String> socialMethods, PasskeyCheck passkeys) {

    /** Whether anything besides this link or passkey opens the account, whose row is locked. */
    boolean remainWithout(UserId person, Id without) {
        Set<String> open = kernel.storage().loginMethods().list().stream()
                .filter(StoredMethod::enabled)
                .map(StoredMethod::name)
                .collect(Collectors.toSet());
        return (open.contains(LoginMethod.EMAIL) && passwords.hasPassword(person))
                || kernel.storage().socialLogins().list(person).stream()
                        .filter(login -> !login.id().equals(without))
                        .anyMatch(login -> socialMethods.contains(login.method()) && open.contains(login.method()))
                || passkeys.has(person, without);
    }
}
