/**
 * Signing in: passwords, passkeys, second factors, accounts elsewhere, sessions, and the guard against guessing.
 *
 * <p>{@link dev.tenon.ports.signin.Sessions} opens a session and tells whom its token stands for: the {@link
 * dev.tenon.ports.kernel.Actor} that every other port takes first. {@link dev.tenon.ports.signin.LoginMethods} are the ways in that
 * somebody has; {@link dev.tenon.ports.signin.LoginHistory} what was tried.
 */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.ports.signin;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
