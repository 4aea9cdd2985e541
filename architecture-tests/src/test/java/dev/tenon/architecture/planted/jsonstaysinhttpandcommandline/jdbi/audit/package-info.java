@NullMarked
package dev.tenon.architecture.planted.jsonstaysinhttpandcommandline.jdbi.audit;

import org.jspecify.annotations.NullMarked;
