package dev.tenon.core.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.EmailAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressGrammarTest {

    /** The grammar as one reads it; the code checks it by hand, since every row with an address passes there. */
    private static final Pattern LOCAL_PART =
            Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

    private static final Pattern DOMAIN =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])");

    private static final List<String> PIECES = List.of(
            "a",
            "z",
            "0",
            "9",
            "-",
            ".",
            "@",
            "_",
            "+",
            "A",
            " ",
            "\r",
            "\n",
            "\0",
            "ü",
            "é",
            "\"",
            ",",
            "\\",
            "(",
            "xn--bcher-kva",
            "example",
            "org",
            "a".repeat(62),
            "a".repeat(63),
            "a".repeat(64),
            ".org",
            "@example.org",
            "ana@",
            "\ud83d\ude00");

    @Test
    void E3_takes_what_the_grammar_takes_and_nothing_else() {
        Random random = new Random(11);
        List<String> wronglyJudged = new ArrayList<>();
        int taken = 0;
        for (int time = 0; time < 300_000; time++) {
            StringBuilder text = new StringBuilder();
            for (int piece = random.nextInt(1, 9); piece > 0; piece--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            boolean expected = isInTheGrammar(text.toString());
            taken += expected ? 1 : 0;
            if (isTaken(text.toString()) != expected) {
                wronglyJudged.add(text.toString());
            }
        }

        assertThat(wronglyJudged).isEmpty();
        assertThat(taken).as("addresses among the tries").isGreaterThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a@b.cd", "ana.maria+x@mail.example.org", "!#$%&'*+/=?^_`{|}~-@xn--bcher-kva.example", "a@1.2.c3"
            })
    void E3_takes(String address) {
        assertThat(isTaken(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "a@",
                "@b.cd",
                "a@b",
                "a@b.c",
                "a@b.1d",
                "a@.cd",
                "a@b..cd",
                "a@b.cd.",
                ".a@b.cd",
                "a.@b.cd",
                "a..b@c.de",
                "a@-b.cd",
                "a@b-.cd",
                "a@b.-cd",
                "a@b.cd-",
                "a@b@c.de",
                "a b@c.de",
                "A@b.cd",
                "a@b.cd\n",
                "a\r@b.cd"
            })
    void E3_refuses(String address) {
        assertThat(isTaken(address)).isFalse();
    }

    private static boolean isInTheGrammar(String text) {
        int at = text.indexOf('@');
        return text.length() <= 254
                && at >= 1
                && at <= 64
                && LOCAL_PART.matcher(text.substring(0, at)).matches()
                && DOMAIN.matcher(text.substring(at + 1)).matches();
    }

    private static boolean isTaken(String text) {
        try {
            return new EmailAddress(text).value().equals(text);
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }
}
