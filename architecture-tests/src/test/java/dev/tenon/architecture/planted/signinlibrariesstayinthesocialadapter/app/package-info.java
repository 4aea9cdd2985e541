@NullMarked
package dev.tenon.architecture.planted.signinlibrariesstayinthesocialadapter.app;

import org.jspecify.annotations.NullMarked;
