package imece.gateway.picture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** The formats that are taken and served. */
public enum PictureKind {
    PNG("image/png"),
    JPEG("image/jpeg"),
    WEBP("image/webp");

    private final String mediaType;

    PictureKind(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** The format of a file that was taken before, by its first byte: all three differ in it. */
    public static PictureKind of(Path taken) throws IOException {
        try (InputStream in = Files.newInputStream(taken)) {
            return switch (in.read()) {
                case 0xFF -> JPEG;
                case 'R' -> WEBP;
                default -> PNG;
            };
        }
    }

    /** The format that a Content-Type names. */
    public static Optional<PictureKind> ofMediaType(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        try {
            MediaType type = MediaType.parseMediaType(header);
            String bare = (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(kind -> kind.mediaType.equals(bare))
                    .findFirst();
        } catch (InvalidMediaTypeException e) {
            return Optional.empty();
        }
    }
}
