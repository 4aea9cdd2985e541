package dev.tenon.architecture.planted.regularexpressionsofothersstayintheiradapter.rest.flags;

import com.google.re2j.Pattern;

class Matching {
    boolean matches(Pattern pattern, String text) {
        return pattern.matches(text);
    }
}
