package dev.tenon.ports.flags.spi;

import java.util.Optional;
import java.util.function.Predicate;

/** Regular expressions in the syntax of RE2: matching takes time that is linear in the text. */
public interface PatternCompiler {

    /** What finds the expression anywhere in a text; empty if it is not an expression of that syntax. */
    Optional<Predicate<String>> compile(String expression, boolean caseInsensitive);
}
