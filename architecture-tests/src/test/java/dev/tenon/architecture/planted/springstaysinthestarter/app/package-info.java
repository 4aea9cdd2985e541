@NullMarked
package dev.tenon.architecture.planted.springstaysinthestarter.app;

import org.jspecify.annotations.NullMarked;
