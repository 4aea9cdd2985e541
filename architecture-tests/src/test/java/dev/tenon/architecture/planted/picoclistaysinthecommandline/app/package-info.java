@NullMarked
package dev.tenon.architecture.planted.picoclistaysinthecommandline.app;

import org.jspecify.annotations.NullMarked;
