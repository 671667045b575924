package imece.rooms.madeup.attic;

import imece.rooms.madeup.cellar.Wine;

/** Knows the cellar. */
public record Ladder(Wine wine) {}
