package dev.tenon.ports.kernel;

/** Whom a thing belongs to that people and organizations can have: a subscription, an invoice, a quota. */
public sealed interface SubjectId extends Id permits UserId, OrganizationId {}
