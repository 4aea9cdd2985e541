@NullMarked
package dev.tenon.architecture.planted.drawingstaysinthecommandline.rest.audit;

import org.jspecify.annotations.NullMarked;
