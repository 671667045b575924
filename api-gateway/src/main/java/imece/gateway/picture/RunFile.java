package imece.gateway.picture;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which run's picture a file is. Its path is made of ids only, so no request can name another file.
 *
 * @param job the job
 * @param epoch the decision that the run rested on
 * @param run the run
 */
public record RunFile(UUID job, long epoch, UUID run) {

    private static final Pattern NAME =
            Pattern.compile("(\\d{1,19})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.(?:png|w\\d{2,4}\\.jpg)");

    /** The picture: {@code <first two of job>/<job>/<epoch>-<run>.png}, whatever format it has. */
    Path picture(Path root) {
        return folder(root).resolve(epoch + "-" + run + ".png");
    }

    /** A smaller one beside it. */
    public Path thumbnail(Path root, int width) {
        return folder(root).resolve(epoch + "-" + run + ".w" + width + ".jpg");
    }

    /** The folder of all the job's runs. */
    private Path folder(Path root) {
        return root.resolve(job.toString().substring(0, 2)).resolve(job.toString());
    }

    /** The run that a file in the store belongs to; empty for files that are none of ours. */
    public static Optional<RunFile> of(Path file) {
        Path folder = file.getParent();
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (folder == null || !name.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RunFile(
                    UUID.fromString(folder.getFileName().toString()),
                    Long.parseLong(name.group(1)),
                    UUID.fromString(name.group(2))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
