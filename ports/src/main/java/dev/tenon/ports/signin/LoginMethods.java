package dev.tenon.ports.signin;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import java.util.List;

/** The ways of signing in that there are, and which of them are open. */
public interface LoginMethods {

    /** Every way, by name. Anyone may ask: a sign-in page needs to know. */
    List<LoginMethod> list(Actor actor);

    /**
     * Opens or closes a way for everybody, on every server from the next attempt on; sessions that are live stay. Needs
     * {@code login-methods:write}. Recorded as {@code login-method.enabled} or {@code login-method.disabled}, unless it
     * was so already.
     *
     * @throws Refusal {@link LoginMethodRefusal#NOT_FOUND}; {@link LoginMethodRefusal#LAST_USABLE} for closing the last way
     *     that is enabled and configured; {@link RequestRefusal#PRECONDITION_FAILED}
     */
    LoginMethod setEnabled(Actor actor, String name, boolean enabled, Expected expected);
}
