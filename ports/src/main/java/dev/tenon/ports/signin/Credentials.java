package dev.tenon.ports.signin;

/** An e-mail address and a password, as typed. */
public record Credentials(String email, String password) {

    /** Never the password. */
    @Override
    public String toString() {
        return "Credentials[...]";
    }
}
