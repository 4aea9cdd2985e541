package dev.tenon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.Token;
import org.junit.jupiter.api.Test;

class PlainSecretsTest {

    private final PlainSecrets secrets = new PlainSecrets();

    @Test
    void makes_tokens_that_are_well_formed_and_never_the_same() {
        Token token = secrets.newToken(Token.SESSION);

        assertThat(Token.parse(Token.SESSION, token.text())).contains(token);
        assertThat(secrets.newToken(Token.SESSION)).isNotEqualTo(token);
    }

    @Test
    void makes_the_same_tokens_from_the_same_seed() {
        assertThat(new PlainSecrets(7).newToken(Token.MAIL)).isEqualTo(new PlainSecrets(7).newToken(Token.MAIL));
        assertThat(new PlainSecrets(7).newToken(Token.MAIL)).isNotEqualTo(new PlainSecrets(8).newToken(Token.MAIL));
    }

    @Test
    void digests_are_sha_256_in_lower_case_hex() {
        assertThat(secrets.sha256("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        Token token = secrets.newToken(Token.SESSION);
        assertThat(secrets.digest(token)).isEqualTo(secrets.sha256(token.text()));
    }

    @Test
    void equal_values_have_equal_pseudonyms_within_a_purpose() {
        assertThat(secrets.pseudonym("throttle", "ana")).isEqualTo(new PlainSecrets().pseudonym("throttle", "ana"));
        assertThat(secrets.pseudonym("throttle", "ana")).isNotEqualTo(secrets.pseudonym("cursor", "ana"));
        assertThat(secrets.pseudonym("throttle", "ana")).isNotEqualTo(secrets.pseudonym("throttle", "ben"));
        assertThat(secrets.pseudonym("a b", "c")).isNotEqualTo(secrets.pseudonym("a", "b c"));
    }

    @Test
    void opens_what_was_sealed_for_the_same_purpose_and_not_altered() {
        String sealed = secrets.seal("mail", "Grüße.\n");

        assertThat(secrets.open("mail", sealed)).contains("Grüße.\n");
        assertThat(secrets.open("answer", sealed)).isEmpty();
        assertThat(secrets.open("mail", sealed.replaceFirst("plain\\..", "plain.x")))
                .isEmpty();
        assertThat(secrets.open("mail", sealed + "0")).isEmpty();
        assertThat(secrets.open("mail", "")).isEmpty();
        assertThat(secrets.open("mail", secrets.seal("mail", ""))).contains("");
    }
}
