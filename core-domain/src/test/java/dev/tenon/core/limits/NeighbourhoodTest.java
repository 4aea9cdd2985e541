package dev.tenon.core.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeighbourhoodTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "2001:db8:0:7:1:2:3:4, 2001:db8:0:7",
        "2001:DB8:0000:0007::1, 2001:db8:0:7",
        "2001:db8::7:1:2:3:4, 2001:db8:0:7",
        "2001:db8::1, 2001:db8:0:0",
        "::1, 0:0:0:0",
        "fe80::, fe80:0:0:0",
        "1:2:3::, 1:2:3:0",
        "::ffff:203.0.113.7, 203.0.113.7",
        "nonsense, nonsense",
        "a:b:c:d:e:f:g:h:i:j, a:b:c:d",
        ":::, 0:0:0:0"
    })
    void addresses_that_one_household_has_are_one(String address, String neighbourhood) {
        assertThat(Neighbourhood.of(address)).isEqualTo(neighbourhood);
    }
}
