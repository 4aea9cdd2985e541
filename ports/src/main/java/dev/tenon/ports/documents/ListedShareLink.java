package dev.tenon.ports.documents;

/** A link, and whether it works at this moment. */
public record ListedShareLink(ShareLink link, ShareLink.State state) {}
