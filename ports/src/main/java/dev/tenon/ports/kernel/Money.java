package dev.tenon.ports.kernel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An amount in whole minor units (cents) of one currency. Never a floating-point number; rounding happens only where a
 * method says so, half up.
 *
 * @param minor the amount in minor units
 * @param currency the ISO 4217 currency, whose exponent says what a minor unit is
 */
public record Money(long minor, Currency currency) {

    /** How many decimals a currency has at most with which anything is sold or billed. */
    public static final int MOST_DECIMALS = 3;

    private static final Set<Currency> ALL = Currency.getAvailableCurrencies();

    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,11})(\\.[0-9]{1,3})?");

    public Money {
        if (currency.getDefaultFractionDigits() < 0) {
            throw new IllegalArgumentException(currency + " has no minor unit");
        }
    }

    /** Nothing, in this currency. */
    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /** Reads a decimal amount; refuses one with more digits than the currency has. */
    public static Money of(BigDecimal amount, Currency currency) {
        return new Money(
                amount.movePointRight(currency.getDefaultFractionDigits()).longValueExact(), currency);
    }

    /** The currency of this ISO 4217 code; empty for none, and for one with more than {@link #MOST_DECIMALS} decimals. */
    public static Optional<Currency> currency(String code) {
        return ALL.stream()
                .filter(each -> each.getCurrencyCode().equals(code))
                .filter(each ->
                        each.getDefaultFractionDigits() >= 0 && each.getDefaultFractionDigits() <= MOST_DECIMALS)
                .findAny();
    }

    /** Reads a decimal text such as {@code 12.50}; empty if it is none, or has more decimals than the currency. */
    public static Optional<Money> parse(String amount, Currency currency) {
        if (!DECIMAL.matcher(amount).matches()) {
            return Optional.empty();
        }
        BigDecimal decimal = new BigDecimal(amount);
        return decimal.scale() > currency.getDefaultFractionDigits()
                ? Optional.empty()
                : Optional.of(of(decimal, currency));
    }

    /** The sum; both are of one currency. */
    public Money plus(Money other) {
        return new Money(Math.addExact(minor, sameCurrency(other).minor), currency);
    }

    /** The difference; both are of one currency. */
    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, sameCurrency(other).minor), currency);
    }

    /** The same amount the other way. */
    public Money negated() {
        return new Money(Math.negateExact(minor), currency);
    }

    /** The share {@code part / whole}, rounded once, half up (away from zero at the middle). */
    public Money share(long part, long whole) {
        BigDecimal product = new BigDecimal(BigInteger.valueOf(minor).multiply(BigInteger.valueOf(part)));
        return new Money(
                product.divide(BigDecimal.valueOf(whole), 0, RoundingMode.HALF_UP)
                        .longValueExact(),
                currency);
    }

    /** The amount with exactly the currency's digits, e.g. {@code 12.50}. */
    public BigDecimal amount() {
        return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits());
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("Cannot add " + other.currency + " to " + currency);
        }
        return other;
    }

    @Override
    public String toString() {
        return amount().toPlainString() + " " + currency.getCurrencyCode();
    }
}
