@NullMarked
package dev.tenon.architecture.planted.jdbcstaysinthedatabaseadapterandtheapplication.rest;

import org.jspecify.annotations.NullMarked;
