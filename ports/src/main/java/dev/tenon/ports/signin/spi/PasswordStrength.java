package dev.tenon.ports.signin.spi;

import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** Judges how hard a new password is to guess. Long enough it is already. */
@API(status = API.Status.STABLE)
public interface PasswordStrength {

    /**
     * Judges a new password. The whole password counts; the time it takes is bounded whatever is given.
     *
     * @param contextWords what others know: parts of the e-mail address, names, the product's name; in any case
     */
    Verdict judge(String password, List<String> contextWords);

    /** Why a password is easily guessed. */
    enum Weakness {
        /** One of the passwords that many people choose, or a few of them. */
        COMMON("password-common"),
        /** Keys in a row, repetitions, dates and the like: tried early by whoever guesses. */
        GUESSABLE("password-guessable"),
        /** Made of words about the account or the product. */
        CONTEXTUAL("password-contextual");

        private final String code;

        Weakness(String code) {
            this.code = code;
        }

        /** What, for programs. */
        public String code() {
            return code;
        }
    }

    /**
     * What came out.
     *
     * @param weakness {@code null} if the password is acceptable
     * @param advice what to improve, for people; says nothing of the password itself. Empty if it is acceptable
     */
    record Verdict(@Nullable Weakness weakness, String advice) {

        private static final Verdict ACCEPTABLE = new Verdict(null, "");

        /** Hard enough to guess. */
        public static Verdict acceptable() {
            return ACCEPTABLE;
        }

        /** Too easy to guess. */
        public static Verdict weak(Weakness weakness, String advice) {
            return new Verdict(weakness, advice);
        }

        /** Whether it may be used. */
        public boolean isAcceptable() {
            return weakness == null;
        }
    }
}
