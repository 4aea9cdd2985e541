package dev.tenon.ports.flags;

/** What a variant carries for the program that asks. */
public record VariantPayload(Type type, String value) {

    /** How the value is to be read. */
    public enum Type {
        STRING,
        JSON,
        CSV,
        NUMBER
    }
}
