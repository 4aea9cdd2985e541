@NullMarked
package dev.tenon.architecture.planted.nobodyreadstheclockbuttheapplication.jdbi.signin;

import org.jspecify.annotations.NullMarked;
