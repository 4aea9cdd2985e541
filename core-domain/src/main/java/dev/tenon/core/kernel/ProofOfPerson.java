package dev.tenon.core.kernel;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Asks a person who is signed in to prove it again before something that a borrowed session must not do. */
public interface ProofOfPerson {

    /** The person, who has proved it; refuses all others. */
    UserId require(Actor actor, @Nullable String password, Instant now);

    /**
     * The same where a sign-in of the last minutes proves it as well as the password does, and so does whoever acts for the
     * person without a session: the machine's operator and the embedding program.
     */
    UserId requireLately(Actor actor, @Nullable String password, Instant now);
}
