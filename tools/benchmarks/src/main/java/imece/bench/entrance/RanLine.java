package imece.bench.entrance;

/**
 * A line that ran, at least in part.
 *
 * @param type the class that it was compiled into, nested ones by themselves
 * @param number from 1
 */
public record RanLine(SourceFile file, String type, int number) {}
