package dev.tenon.ports.flags;

/** How a constraint compares a field of the context; the operators of Unleash. */
public enum ConstraintOperator {
    IN(Operand.VALUES),
    NOT_IN(Operand.VALUES),
    STR_STARTS_WITH(Operand.VALUES),
    STR_ENDS_WITH(Operand.VALUES),
    STR_CONTAINS(Operand.VALUES),
    NUM_EQ(Operand.VALUE),
    NUM_GT(Operand.VALUE),
    NUM_GTE(Operand.VALUE),
    NUM_LT(Operand.VALUE),
    NUM_LTE(Operand.VALUE),
    DATE_AFTER(Operand.VALUE),
    DATE_BEFORE(Operand.VALUE),
    SEMVER_EQ(Operand.VALUE),
    SEMVER_GT(Operand.VALUE),
    SEMVER_GTE(Operand.VALUE),
    SEMVER_LT(Operand.VALUE),
    SEMVER_LTE(Operand.VALUE),
    /** In the syntax of RE2, which takes time that is linear in the text whatever the expression is. */
    REGEX(Operand.VALUE),
    /** Addresses and networks, IPv4 and IPv6. */
    IN_CIDR(Operand.VALUES);

    private final Operand operand;

    ConstraintOperator(Operand operand) {
        this.operand = operand;
    }

    /** Whether it compares with one value; otherwise with several, of which one suffices. */
    public boolean takesOneValue() {
        return operand == Operand.VALUE;
    }

    private enum Operand {
        VALUE,
        VALUES
    }
}
