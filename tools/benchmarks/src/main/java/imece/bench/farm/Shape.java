package imece.bench.farm;

/**
 * What a measured farm is like.
 *
 * @param slots GPU slots of its one worker
 * @param millis how long the instant engine takes for a picture
 */
public record Shape(int slots, int millis) {}
