@NullMarked
package dev.tenon.architecture.planted.regularexpressionsofothersstayintheiradapter.rest.flags;

import org.jspecify.annotations.NullMarked;
