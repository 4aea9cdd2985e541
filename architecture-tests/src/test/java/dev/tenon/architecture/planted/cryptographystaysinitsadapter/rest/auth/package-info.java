@NullMarked
package dev.tenon.architecture.planted.cryptographystaysinitsadapter.rest.auth;

import org.jspecify.annotations.NullMarked;
