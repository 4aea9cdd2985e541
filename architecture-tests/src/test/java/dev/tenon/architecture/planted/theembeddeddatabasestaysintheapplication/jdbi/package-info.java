@NullMarked
package dev.tenon.architecture.planted.theembeddeddatabasestaysintheapplication.jdbi;

import org.jspecify.annotations.NullMarked;
