package dev.tenon.ports.organizations;

/**
 * An invitation that is wanted.
 *
 * @param email the address, as typed; with or without an account
 * @param role as what whoever accepts shall belong
 */
public record NewInvitation(String email, MemberRole role) {}
