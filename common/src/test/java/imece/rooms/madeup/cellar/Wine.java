package imece.rooms.madeup.cellar;

/** Knows nobody. */
public record Wine(int year) {}
