package dev.tenon.ports.signin;

/** What is shown as the second factor. */
public sealed interface SecondFactorProof
        permits SecondFactorProof.AppCode, SecondFactorProof.RecoveryCode, PasskeyAnswer {

    /**
     * What the authenticator app shows now.
     *
     * @param code six digits
     */
    record AppCode(String code) implements SecondFactorProof {

        /** Never the code. */
        @Override
        public String toString() {
            return "AppCode[...]";
        }
    }

    /**
     * One of the codes for when the app is lost.
     *
     * @param code as given, in either case, with or without dashes and spaces
     */
    record RecoveryCode(String code) implements SecondFactorProof {

        /** Never the code. */
        @Override
        public String toString() {
            return "RecoveryCode[...]";
        }
    }
}
