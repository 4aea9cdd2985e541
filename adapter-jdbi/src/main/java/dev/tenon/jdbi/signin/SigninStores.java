package dev.tenon.jdbi.signin;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.signin.spi.CeremonyStore;
import dev.tenon.ports.signin.spi.LoginHistoryStore;
import dev.tenon.ports.signin.spi.LoginMethodStore;
import dev.tenon.ports.signin.spi.LoginThrottleStore;
import dev.tenon.ports.signin.spi.PasskeyStore;
import dev.tenon.ports.signin.spi.SecondFactorStore;
import dev.tenon.ports.signin.spi.SessionStore;
import dev.tenon.ports.signin.spi.SocialLoginStore;
import dev.tenon.ports.signin.spi.SocialStateStore;

/** The stores of this package. */
public final class SigninStores {

    private SigninStores() {}

    public static SessionStore sessions(Handles handles) {
        return new JdbiSessionStore(handles);
    }

    public static SocialLoginStore socialLogins(Handles handles) {
        return new JdbiSocialLoginStore(handles);
    }

    public static SocialStateStore socialStates(Handles handles) {
        return new JdbiSocialStateStore(handles);
    }

    public static LoginHistoryStore loginHistory(Handles handles) {
        return new JdbiLoginHistoryStore(handles);
    }

    public static SecondFactorStore secondFactors(Handles handles) {
        return new JdbiSecondFactorStore(handles);
    }

    public static PasskeyStore passkeys(Handles handles) {
        return new JdbiPasskeyStore(handles);
    }

    public static CeremonyStore ceremonies(Handles handles) {
        return new JdbiCeremonyStore(handles);
    }

    public static LoginThrottleStore loginThrottles(Handles handles) {
        return new JdbiLoginThrottleStore(handles);
    }

    public static LoginMethodStore loginMethods(Handles handles) {
        return new JdbiLoginMethodStore(handles);
    }
}
