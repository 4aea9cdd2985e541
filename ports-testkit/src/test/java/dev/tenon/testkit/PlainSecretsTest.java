package dev.tenon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.kernel.spi.Secrets;
import dev.tenon.testkit.kernel.SecretsContract;
import org.junit.jupiter.api.Test;

class PlainSecretsTest extends SecretsContract {

    private final PlainSecrets secrets = new PlainSecrets();

    @Override
    protected Secrets secrets() {
        return secrets;
    }

    @Test
    void makes_the_same_tokens_from_the_same_seed() {
        assertThat(new PlainSecrets(7).newToken(Token.MAIL)).isEqualTo(new PlainSecrets(7).newToken(Token.MAIL));
        assertThat(new PlainSecrets(7).newToken(Token.MAIL)).isNotEqualTo(new PlainSecrets(8).newToken(Token.MAIL));
    }

    @Test
    void what_was_altered_does_not_open() {
        String sealed = secrets.seal("mail", "text");

        assertThat(secrets.open("mail", sealed.replaceFirst("plain\\..", "plain.x")))
                .isEmpty();
    }
}
